using CsCheck;
using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>A declaration made of random layers, and the vector width to compile it for.</summary>
/// <param name="TypeName">The class's metadata name.</param>
/// <param name="Values">What it is run on.</param>
internal sealed record RandomNetwork(string Source, int Width, string TypeName, HostileValues Values)
{
    private const int Decisions = 240;

    /// <summary>A generator that is given a number without it takes its other number from the clock.</summary>
    private const uint RandomStream = 1;
    private static readonly Gen<uint[]> Streams = Gen.UInt.Array[Decisions];

    public Dictionary<string, string> Properties => new() { ["StaticNetsVectorWidths"] = Literal.Of(Width) };

    /// <summary>A network of layers that fit each other, small enough to interpret, in a namespace of its own.</summary>
    public static RandomNetwork Valid(uint number)
    {
        var choices = Draw(number);
        var name = choices.Once(8) ? choices.Of([.. Names.OfClasses]) : "Net";
        var space = $"Random{number}{(choices.Once(8) ? $".{choices.Of([.. Names.Contextual])}" : "")}";
        var layers = new FittingLayers(choices);
        var text = layers.Write("Net");
        var source =
            $"""
            #pragma warning disable CS8860, CS8981 // Its name may become a keyword.
            using StaticNets;

            namespace {space};

            [Network(Init = Init.{choices.Of("Default", "Xavier")})]
            {text}
            public sealed partial class {name};

            {string.Join("\n", layers.Blocks)}
            """;
        return new(source, choices.Of(128, 256, 512), $"{space}.{name.TrimStart('@')}", HostileValues.Draw(choices));
    }

    /// <summary>A network of any layers in any order with any arguments, in a class of any form.</summary>
    public static RandomNetwork Wild(uint number)
    {
        var choices = Draw(number);
        var layers = new WildLayers(choices).Write();
        return new(WildLayers.Class(choices, layers, $"{number}"), choices.Of(128, 256, 512), $"Net{number}", HostileValues.None);
    }

    private static Choices Draw(uint number) => new(Streams.Generate(new PCG(RandomStream, number), null, out _));
}
