namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// The ways of writing dates that are learned. The names are here and not taken from the system's cultures, so that the data are the same on every system, also
/// where there is no culture but the invariant one. No text means two dates: where months are numbers, the separator tells their order.
/// </summary>
internal static class DateLanguages
{
    public static IReadOnlyList<DateLanguage> All { get; } =
    [
        new(
            "English",
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "sunday monday tuesday wednesday thursday friday saturday",
            "MMMM d, yyyy", "dddd, MMMM d, yyyy", "MMM d, yyyy", "d MMMM yyyy", "M/d/yyyy", "MM/dd/yyyy"),
        new(
            "German",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jan. feb. märz apr. mai juni juli aug. sept. okt. nov. dez.",
            "sonntag montag dienstag mittwoch donnerstag freitag samstag",
            "d. MMMM yyyy", "dddd, d. MMMM yyyy", "d. MMM yyyy", "d.M.yyyy", "dd.MM.yyyy"),
        new(
            "French",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "dimanche lundi mardi mercredi jeudi vendredi samedi",
            "d MMMM yyyy", "dddd d MMMM yyyy", "'le' d MMMM yyyy", "d MMM yyyy"),
        new(
            "Spanish",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene feb mar abr may jun jul ago sept oct nov dic",
            "domingo lunes martes miércoles jueves viernes sábado",
            "d 'de' MMMM 'de' yyyy", "dddd, d 'de' MMMM 'de' yyyy", "d MMM yyyy"),
        new(
            "Italian",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "domenica lunedì martedì mercoledì giovedì venerdì sabato",
            "d MMMM yyyy", "dddd d MMMM yyyy", "d MMM yyyy"),
        new(
            "Dutch",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
            "d MMMM yyyy", "dddd d MMMM yyyy", "d-M-yyyy"),
        new(
            "Portuguese",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
            "domingo segunda terça quarta quinta sexta sábado",
            "d 'de' MMMM 'de' yyyy", "dddd, d 'de' MMMM 'de' yyyy"),
        new(
            "Japanese",
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
            "yyyy年M月d日", "yyyy/M/d", "yyyy/MM/dd"),
    ];
}
