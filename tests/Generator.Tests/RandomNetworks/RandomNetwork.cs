using CsCheck;
using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>A declaration made of random layers, and the vector width to compile it for.</summary>
internal sealed record RandomNetwork(string Source, int Width)
{
    public const string TypeName = "Net";
    private const int Decisions = 160;

    /// <summary>A generator that is given a number without it takes its other number from the clock.</summary>
    private const uint RandomStream = 1;
    private static readonly Gen<uint[]> Streams = Gen.UInt.Array[Decisions];

    public Dictionary<string, string> Properties => new() { ["StaticNetsVectorWidths"] = Literal.Of(Width) };

    /// <summary>A network of layers that fit each other, small enough to interpret.</summary>
    public static RandomNetwork Valid(uint number)
    {
        var choices = Draw(number);
        var layers = new FittingLayers(choices).Write();
        return new($"using StaticNets;\n\n[Network(Init = Init.{choices.Of("Default", "Xavier")})]\n{layers}\npublic sealed partial class {TypeName};\n", choices.Of(128, 256, 512));
    }

    /// <summary>A network of any layers in any order with any arguments, in a class of any form.</summary>
    public static RandomNetwork Wild(uint number)
    {
        var choices = Draw(number);
        var layers = new WildLayers(choices).Write();
        return new(WildLayers.Class(choices, layers), choices.Of(128, 256, 512));
    }

    private static Choices Draw(uint number) => new(Streams.Generate(new PCG(RandomStream, number), null, out _));
}
