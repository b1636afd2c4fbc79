using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>A project whose C# is too old for the code of a network hears that, and not of every use of the network besides.</summary>
public sealed class OldLanguageTests
{
    private const string Source = """
        using System;
        using StaticNets;

        namespace Networks
        {
            [Network]
            [Input(4, Gradient = true)]
            [Dense(2)]
            [MeanSquaredError]
            public sealed partial class Net { }

            public static partial class Outer
            {
                [Network]
                [Tokens(6, 11, Name = "source", Lengths = true), Embedding(6), Gru(3, Name = "encoder")]
                [Tokens(5, 12, Name = "words"), Embedding(6), Gru(3, InitialState = "encoder", Attend = "encoder", Expose = true, Name = "decoder")]
                [Dense(12), SoftmaxCrossEntropy]
                internal sealed partial class Translator { }

                [Network]
                [Tokens(5, 12), OneHot, Lstm(3), Dense(4)]
                internal sealed partial class Reader { }
            }

            internal static class User
            {
                public static float Run(float[] values, int[] tokens, ParameterSet gradients)
                {
                    var net = new Net(seed: 1);
                    net = Net.Load("net.safetensors");
                    net.Parameters.Save("net.safetensors");
                    net.Forward(values, values, count: Net.InputSize + Net.OutputSize + Net.Info.ParameterCount);
                    var loss = net.Loss(values, values) + net.Backward(values, values, Net.NewGradients(), values, 2);

                    var reader = new Outer.Reader();
                    var state = new Outer.Reader.State(2);
                    reader.Forward(tokens, values, state);
                    reader.Backward(tokens, values, gradients, state, 2);
                    reader.Step(tokens, values, state);

                    var translator = new Outer.Translator();
                    var translation = new Outer.Translator.State();
                    translator.Forward(tokens, tokens, tokens, values, decoderWeights: values);
                    translator.Encode(tokens, tokens, translation);
                    translator.Step(tokens, values, values, translation);
                    return loss + translator.Loss(tokens, tokens, tokens, tokens);
                }
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    public void LanguageIsTheOnlyMistake(LanguageVersion language)
    {
        var run = Run(language, Source);
        Assert.Equal(["Net", "Translator", "Reader"], run.Problems.Where(problem => problem.Id == "SNET0016").Select(GeneratorRun.TextOf));
        Assert.Equal(3, run.Problems.Length);
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void NetworkImplementsItsInterfaceWhereTheLanguageCan()
        => Assert.Empty(Run(
            LanguageVersion.CSharp11,
            Source + "internal static class Generic { public static double Loss<T>(INetwork<Networks.Net> network) => 0; }").CompilerProblems);

    [Fact]
    public void SourceItselfIsValid()
    {
        var run = Run(LanguageVersion.CSharp12, Source);
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
    }

    private static GeneratorRun Run(LanguageVersion language, string source)
    {
        var compilation = CSharpCompilation.Create(
            "Networks",
            [CSharpSyntaxTree.ParseText(source, NetworkSource.ParseOptions.WithLanguageVersion(language), "Source0.cs")],
            NetworkSource.References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: language < LanguageVersion.CSharp8 ? NullableContextOptions.Disable : NullableContextOptions.Enable));
        return GeneratorRun.Of(compilation);
    }
}
