using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>Code whose entries differ from a given one's by one mistake.</summary>
internal static class EntryMutations
{
    public static IEnumerable<(string Mistake, LoweredCode Code)> Of(LoweredCode code)
    {
        for (var i = 0; i < code.Entries.Length; i++)
        {
            var entry = code.Entries[i];
            foreach (var (mistake, body) in Of(entry.Body))
            {
                yield return ($"{entry.Entry}: {mistake}", code with { Entries = code.Entries.SetItem(i, entry with { Body = body }) });
            }
        }

        yield return ("a kernel twice", code with { Kernels = code.Kernels.Add(code.Kernels[0]) });
        yield return ("a kernel that nothing calls", code with { Kernels = code.Kernels.Add(code.Kernels[0] with { Name = "Unknown" }) });
        yield return ("an entry twice", code with { Entries = code.Entries.Add(code.Entries[0]) });
    }

    private static IEnumerable<(string Mistake, EquatableArray<Statement> Body)> Of(EquatableArray<Statement> body)
    {
        for (var i = 0; i < body.Count; i++)
        {
            foreach (var (mistake, statement) in Of(body[i]))
            {
                yield return ($"{mistake} in {body[i].GetType().Name}", With(statement));
            }

            if (body[i] is LetOffsets or LetConstants or LetKeys)
            {
                yield return ($"no {body[i].GetType().Name}", With());
                yield return ($"{body[i].GetType().Name} twice", With(body[i], body[i]));
            }

            if (body[i] is For loop)
            {
                yield return ("a loop left out", With([.. loop.Body]));
                foreach (var (mistake, inner) in Of(loop.Body))
                {
                    yield return (mistake, With(loop with { Body = inner }));
                }
            }

            EquatableArray<Statement> With(params Statement[] statements) => body.Take(i).Concat(statements).Concat(body.Skip(i + 1)).ToArray();
        }
    }

    private static IEnumerable<(string Mistake, Statement Statement)> Of(Statement statement)
    {
        switch (statement)
        {
            case LetOffsets let:
                yield return ("another offset", let with
                {
                    Offsets = let.Offsets.Select((entry, i) => i == 0 ? (entry.Name, entry.Offset + 16) : entry)
                    .ToArray()
                });
                yield return ("one more offset", let with { Offsets = let.Offsets.Append(("atNothing", 16)).ToArray() });
                yield return ("another memory", let with { Memory = "elsewhere" });
                break;
            case LetKeys keys:
                yield return ("another stream", new LetKeys(keys.Stream + 100));
                break;
            case For loop:
                yield return ("one step more", loop with { Variable = loop.Variable with { Extent = loop.Variable.Extent + 1 } });
                yield return ("another variable", loop with { Variable = loop.Variable with { Name = "other" } });
                yield return ("nothing", loop with { Body = EquatableArray<Statement>.Empty });
                break;
            case Call call:
                yield return ("an unknown kernel", call with { Kernel = "Unknown" });
                yield return ("a reference less", call with { Places = call.Places.Skip(1).ToArray() });
                yield return ("an argument more", call with { Others = call.Others.Append("accumulate").ToArray() });
                if (call.Others.Count > 0)
                {
                    yield return ("an argument less", call with { Others = call.Others.Skip(1).ToArray() });
                    yield return ("an unknown argument", call with { Others = call.Others.Select((name, i) => i == 0 ? "unknown" : name).ToArray() });
                    yield return ("arguments twice", call with { Others = call.Others.Concat(call.Others).ToArray() });
                }

                for (var i = 0; i < call.Places.Count; i++)
                {
                    foreach (var (mistake, place) in Of(call.Places[i]))
                    {
                        yield return (mistake, call with { Places = call.Places.Select((other, j) => i == j ? place : other).ToArray() });
                    }
                }

                break;
            case Clear clear:
                yield return ("a float less", clear with { Length = clear.Length - 1 });
                yield return ("too many floats", clear with { Length = int.MaxValue / 4 });
                foreach (var (mistake, place) in Of(clear.Place))
                {
                    yield return (mistake, clear with { Place = place });
                }

                break;
            case Transpose move:
                yield return ("a row more", move with { Rows = move.Rows + 1 });
                yield return ("fewer examples", move with { Examples = move.Examples - 1 });
                yield return ("rows too far apart", move with { Stride = move.Stride * 100 });
                foreach (var (mistake, place) in Of(move.Destination))
                {
                    yield return (mistake, move with { Destination = place });
                }

                break;
            case Copy copy:
                yield return ("a float more", copy with { Length = copy.Length + 1 });
                foreach (var (mistake, place) in Of(copy.Source))
                {
                    yield return (mistake, copy with { Source = place });
                }

                break;
            case ReturnIfNotFinite test:
                yield return ("a float less", test with { Length = test.Length - 1 });
                break;
        }
    }

    private static IEnumerable<(string Mistake, Place Place)> Of(Place place)
    {
        yield return ("a float later", place with { Offset = place.Offset + 1 });
        yield return ("a float later, without a name", place with { Offset = place.Offset + 1, OffsetName = null });
        yield return ("another name", place with { OffsetName = "atUnknown" });
        yield return ("an unknown memory", place with { Reference = "unknown" });
        yield return ("of another block", place with { Variables = place.Variables + (new Axis(-1, "block", int.MaxValue) * 5) });
        yield return ("of another variable", place with { Variables = place.Variables + new Axis(-2, "t", 3) });
    }
}
