using StaticNets.Generator.Lower;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the public members of a network.</summary>
internal sealed class ApiWriter(NetworkLayout layout, IReadOnlyList<VectorTarget> targets)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = layout.Model;
    private readonly Signature signature = new(layout.Model);
    private readonly SourceWriter writer = new();

    private string Name => model.Type.Identifier;

    public static string Write(NetworkLayout layout, IReadOnlyList<VectorTarget> targets) => new ApiWriter(layout, targets).Write();

    private string Write()
    {
        SourceFile.Begin(writer, model.Type with { Declaration = $"{Documentation.OfClass(model)}\n{SourceFile.GeneratedCode}\n{model.Type.Declaration} : {Nets}.{(layout.Step is null ? "INetwork" : "ISteppedNetwork")}<{Name}>" });
        WriteConstants();
        WriteInstance();
        foreach (var overload in signature.Overloads)
        {
            WriteForward(overload);
        }

        if (model.Loss.Kind != LossKind.None)
        {
            WriteLoss();
        }

        WriteBackward();
        WriteEntry();
        if (!layout.Sequence.Tensors.IsEmpty)
        {
            new StateWriter(layout, targets, signature, writer).Write();
        }

        new LayoutWriter(layout).Write(writer);
        SourceFile.End(writer, model.Type);
        return writer.ToString();
    }

    private void WriteConstants()
    {
        foreach (var input in model.Inputs)
        {
            writer.Line($"/// <summary>The elements of one example of <c>{input.Name}</c>, of shape {Documentation.Shape(input.Shape)}.</summary>");
            writer.Line($"public const int {GeneratedNames.ConstantOf(input.Name)} = {Literal.Of(input.Tensor.Size)};");
            writer.Line();
        }

        writer.Line($"/// <summary>The elements of one example's output, of shape {Documentation.Shape(model.Forward.Output.Dimensions)}.</summary>");
        writer.Line($"public const int OutputSize = {Literal.Of(model.Forward.Output.Size)};");
        writer.Line();
        foreach (var exposed in model.Exposed)
        {
            writer.Line($"/// <summary>The attention weights of one example in <c>{exposed.Name}</c>, of shape {Documentation.Shape(exposed.Tensor.Dimensions)}.</summary>");
            writer.Line($"public const int {GeneratedNames.ConstantOf(exposed.Parameter)} = {Literal.Of(exposed.Tensor.Size)};");
            writer.Line();
        }

        writer.Line("/// <summary>The number of trainable parameters.</summary>");
        writer.Line($"public const int ParameterCount = {Literal.Of(model.Parameters.Sum(parameter => parameter.Tensor.Size))};");
        writer.Line();
        writer.Line("/// <summary>The network's layers, shapes and parameters.</summary>");
        writer.Line($"public static {Nets}.NetworkInfo Info => Layout.Info;");
        writer.Line();
    }

    private void WriteInstance()
    {
        writer.Line("/// <summary>Makes a network with initial parameters.</summary>");
        writer.Line("/// <param name=\"seed\">Equal seeds give equal parameters and equal dropout.</param>");
        writer.Open($"public {Name}(ulong seed = 0)");
        writer.Line("Seed = seed;");
        writer.Line("Parameters.Initialize(seed);");
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>The seed the network was made with.</summary>");
        writer.Line("public ulong Seed { get; }");
        writer.Line();
        writer.Line("/// <summary>The trainable parameters. Changing them while other threads run the network gives mixed results.</summary>");
        writer.Line($"public {Nets}.ParameterSet Parameters {{ get; }} = new {Nets}.ParameterSet(Layout.Info.Layout);");
        writer.Line();
        writer.Line("/// <summary>Makes a set of gradients for <c>Backward</c>, all 0.</summary>");
        writer.Line($"public static {Nets}.ParameterSet NewGradients() => new {Nets}.ParameterSet(Layout.Info.Layout);");
        writer.Line();
        writer.Line("/// <summary>Makes a network with the parameters of a safetensors file.</summary>");
        writer.Line("/// <param name=\"path\">The file; names and shapes are PyTorch's.</param>");
        writer.Line("/// <param name=\"names\">The file's names of parameters that have other names there, by the network's names.</param>");
        writer.Line("/// <param name=\"strict\">Whether a tensor that the network does not know is an error; else it is left alone.</param>");
        writer.Line("/// <param name=\"allow\">What is loaded all the same although it is nearly always a mistake.</param>");
        writer.Open($"public static {Name} Load(string path, global::System.Collections.Generic.IReadOnlyDictionary<string, string>? names = null, "
            + $"bool strict = true, {Nets}.LoadAllowances allow = {Nets}.LoadAllowances.None)");
        writer.Line($"{Name} network = new {Name}();");
        writer.Line("network.Parameters.Load(path, names, strict, allow);");
        writer.Line("return network;");
        writer.Close();
        writer.Line();
    }

    private void WriteForward(Signature overload)
    {
        var output = Documentation.Shape(model.Forward.Output.Dimensions);
        writer.Line($"/// <summary>Computes the output{(model.Loss.Kind == LossKind.None ? "" : ": what enters the loss")}. Safe to call from many threads; allocates nothing once warm.</summary>");
        overload.DocumentInputs(writer);
        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        overload.DocumentExposed(writer);
        Signature.DocumentCount(writer);
        writer.Open($"public void Forward({overload.Inputs}, global::System.Span<float> output, {overload.Exposed}int count = 1)");
        Signature.BeginBatch(writer);
        Signature.CheckCount(writer);
        overload.CheckInputs(writer);
        writer.Line($"{Runtime}.Guard.Length(output.Length, \"output\", count, \"{output}\", OutputSize);");
        overload.CheckExposed(writer);
        overload.FillBatch(writer);
        writer.Line("batch.Output = output;");
        overload.SetExposed(writer);
        writer.Line("Run(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteLoss()
    {
        writer.Line("/// <summary>Computes the mean loss, without dropout.</summary>");
        signature.DocumentInputs(writer);
        signature.DocumentTarget(writer);
        Signature.DocumentCount(writer);
        writer.Open($"public float Loss({signature.Inputs}, {signature.Target}, int count = 1)");
        Signature.BeginBatch(writer);
        Signature.CheckCount(writer);
        signature.CheckInputs(writer);
        signature.CheckTarget(writer);
        signature.FillBatch(writer);
        signature.SetTarget(writer);
        writer.Line("return (float)Run(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteBackward()
    {
        var hasLoss = model.Loss.Kind != LossKind.None;
        writer.Line(hasLoss
            ? "/// <summary>Computes the mean loss, with dropout, and its gradient.</summary>"
            : "/// <summary>Computes the gradient of the parameters from the gradient of the output.</summary>");
        signature.DocumentInputs(writer);
        signature.DocumentTarget(writer);
        writer.Line("/// <param name=\"gradients\">Overwritten with the gradient of every parameter.</param>");
        signature.DocumentInputGradients(writer);
        Signature.DocumentCount(writer);
        writer.Open($"public {(hasLoss ? "float" : "void")} Backward({signature.Inputs}, {signature.Target}, {Nets}.ParameterSet gradients{signature.InputGradients}, int count = 1)");
        Signature.BeginBatch(writer);
        Signature.CheckCount(writer);
        signature.CheckInputs(writer);
        signature.CheckTarget(writer);
        writer.Line($"{Runtime}.Guard.Gradients(gradients, \"gradients\", Layout.Info.Layout);");
        signature.CheckInputGradients(writer);
        signature.FillBatch(writer);
        signature.SetTarget(writer);
        writer.Line("batch.Gradients = gradients;");
        writer.Line("batch.Seed = Seed;");
        signature.SetInputGradients(writer);
        writer.Line($"{(hasLoss ? "return (float)" : "")}{Runtime}.Chunks.Backward(this, in batch);");
        writer.Close();
        writer.Line();
    }

    /// <summary>The one entry that trainers and the typed methods share, and its choice of vector width.</summary>
    private void WriteEntry()
    {
        writer.Line($"static {Name} {Nets}.INetwork<{Name}>.Create(ulong seed) => new {Name}(seed);");
        writer.Line();
        writer.Line($"static long {Nets}.INetwork<{Name}>.LossCount(scoped in {Nets}.Batch batch) => Layout.Code.LossCount(in batch);");
        writer.Line();
        writer.Line("/// <summary>Runs a batch on the calling thread: inference, loss or training, by what it holds.</summary>");
        writer.Open($"public static double Run({Name} network, scoped in {Nets}.Batch batch)");
        writer.Line($"{Runtime}.Guard.Batch(in batch, Layout.Info, Layout.Code.IgnoreIndex);");
        Dispatch(code => $"{Runtime}.BlockRunner.Run<{code}>(Layout.Code, network.Parameters, in batch)");
        writer.Close();
        writer.Line();
        writer.Open($"static string? {Nets}.INetwork<{Name}>.FindNonFinite({Name} network, scoped in {Nets}.Batch batch)");
        Dispatch(code => $"{Runtime}.BlockRunner.FindNonFinite<{code}>(Layout.Code, network.Parameters, in batch)");
        writer.Close();
        writer.Line();
    }

    private void Dispatch(Func<string, string> call) => WidthDispatch.Write(writer, targets, call);
}
