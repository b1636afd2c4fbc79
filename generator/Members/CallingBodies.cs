using StaticNets.Generator.Model;

namespace StaticNets.Generator.Members;

/// <summary>The members of a network: the typed methods check what they are given and put it into a batch, which the one entry runs.</summary>
internal sealed class CallingBodies(NetworkModel model) : IMemberBodies
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private const string Source = $"{Runtime}.ParameterSource";
    private const string Guard = $"{Runtime}.Guard";

    private string Name => model.Type.Identifier;

    private bool HasLoss => model.HasLoss;

    public void Write(SourceWriter writer, Member member)
    {
        var declaration = member.Declaration(isAnnotated: true);
        switch (member.Kind)
        {
            case MemberKind.Constant:
                writer.Line($"{declaration};");
                break;
            case MemberKind.Info:
                writer.Line($"{declaration} => Layout.Info;");
                break;
            case MemberKind.Constructor:
                WriteBlock(writer, declaration, "Seed = seed;", $"Parameters = new {Nets}.ParameterSet(Layout.Info.Layout);", "Parameters.Initialize(seed);");
                break;
            case MemberKind.CopyConstructor:
                WriteBlock(
                    writer,
                    declaration,
                    "global::System.ArgumentNullException.ThrowIfNull(network);",
                    "Seed = network.Seed;",
                    "Parameters = network.Parameters.Clone();");
                break;
            case MemberKind.SourceConstructor:
                WriteBlock(writer, declaration, "Parameters = source.Parameters;");
                break;
            case MemberKind.Pretrained:
                WritePretrained(writer, declaration);
                break;
            case MemberKind.Seed:
                writer.Line($"{declaration} {{ get; }}");
                break;
            case MemberKind.Parameters:
                writer.Line($"{declaration} {{ get; }}");
                break;
            case MemberKind.NewGradients:
                writer.Line($"{declaration} => new {Nets}.ParameterSet(Layout.Info.Layout);");
                break;
            case MemberKind.Load:
                writer.Line($"{declaration} => new {Name}({Source}.File(Layout.Info.Layout, path, names, strict, allow));");
                break;
            case MemberKind.Forward or MemberKind.ForwardSteps or MemberKind.Loss or MemberKind.Backward or MemberKind.Encode or MemberKind.Step:
                WriteCall(writer, member, declaration);
                break;
            case MemberKind.State:
                writer.Line($"{declaration} : {Nets}.RecurrentState(Layout.Info, count);");
                break;
            case MemberKind.Create:
                writer.Line($"{declaration} => new {Name}(seed);");
                break;
            case MemberKind.LossCount:
                writer.Line($"{declaration} => Layout.Code.LossCount(in batch);");
                break;
            case MemberKind.LossCountOf:
                writer.Line($"{declaration} => Layout.Code.LossCount(in batch, loss);");
                break;
            case MemberKind.Run:
                WriteBlock(
                    writer,
                    declaration,
                    $"{Guard}.Batch(in batch, Layout.Info);",
                    "double loss = 0;",
                    "Run(network, in batch, ref loss);",
                    "return loss;");
                break;
            case MemberKind.NewState:
                writer.Line($"{declaration} => new State(count);");
                break;
            case MemberKind.EncodeBatch:
                WriteBlock(writer, declaration, $"{Guard}.Encode(in batch, Layout.Info);", "RunEncode(network, in batch);");
                break;
            case MemberKind.StepBatch:
                WriteBlock(writer, declaration, $"{Guard}.Step(in batch, Layout.Info, Layout.Code.Step!);", "RunStep(network, in batch);");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(member), member.Kind, null);
        }
    }

    /// <summary>Fields of a class of their own, since the network's could be any names.</summary>
    private void WritePretrained(SourceWriter writer, string declaration)
    {
        var resource = Literal.Of(WeightsListing.ResourceOf(model.Surface.Weights!));
        const string fields = MemberNames.PretrainedClass;
        var kept = $"ref {fields}.Network, ref {fields}.Gate";
        writer.Line($"{declaration} => {Source}.Embedded({kept}, Layout.Info.Layout, {resource}, static source => new {Name}(source));");
        writer.Line();
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"private static class {fields}");
        writer.Line($"public static {Name}? Network;");
        writer.Line("public static object? Gate;");
        writer.Close();
    }

    private static void WriteBlock(SourceWriter writer, string declaration, params string[] statements)
    {
        writer.Open(declaration);
        foreach (var statement in statements)
        {
            writer.Line(statement);
        }

        writer.Close();
    }

    /// <summary>A typed method.</summary>
    private void WriteCall(SourceWriter writer, Member member, string declaration)
    {
        if (member.Kind == MemberKind.Step)
        {
            // A caller that inlines it clears the batch in its own way, for which a step of 16 units may take a third longer.
            writer.Line("[MethodImpl_(Options_.NoInlining)]");
        }

        writer.Open(declaration);

        // The first statement, so that its half a kilobyte is cleared but once.
        writer.Line($"{Nets}.Batch batch = new {Nets}.Batch();");
        for (var more = 1; more < BatchesOf(member); more++)
        {
            writer.Line($"{Nets}.Batch more{Literal.Of(more)}_ = new {Nets}.Batch();");
            writer.Line($"batch.Extend(ref more{Literal.Of(more)}_);");
        }

        CheckCount(writer, member);
        foreach (var parameter in member.Kind == MemberKind.ForwardSteps ? [] : member.Parameters)
        {
            Check(writer, parameter, isOfStep: member.Kind == MemberKind.Step);
        }

        writer.Line("batch.Count = count;");
        foreach (var parameter in member.Parameters)
        {
            Fill(writer, parameter);
        }

        writer.Line(member.Kind switch
        {
            MemberKind.Forward => "Run(this, in batch);",
            MemberKind.ForwardSteps => $"{Runtime}.Steps.Forward(this, in batch);",
            MemberKind.Loss => "return (float)Run(this, in batch);",
            MemberKind.Backward => $"{(HasLoss ? "return (float)" : "")}{Runtime}.Chunks.Backward(this, in batch);",
            MemberKind.Encode => "RunEncode(this, in batch);",
            _ => "RunStep(this, in batch);",
        });
        writer.Close();
    }

    /// <summary>How many batches have places for all that a method takes.</summary>
    private static int BatchesOf(Member member)
    {
        var places = member.Parameters.Where(parameter => parameter.Tensor is not null).ToLookup(
            parameter => parameter.Kind, parameter => parameter.Tensor!.Ordinal);
        int[] batches =
        [
            .. places[ParameterKind.Input].Select(ordinal => (ordinal / Agreement.InputsOfBatch) + 1),
            .. places[ParameterKind.MoreOutput].Select(ordinal => ordinal + 3 - Agreement.InputsOfBatch),
            .. places[ParameterKind.Target].Select(ordinal => ordinal + 1),
        ];
        return batches.Prepend(1).Max();
    }

    /// <summary>A state has as many sequences as there are examples, and says how many where nothing else does.</summary>
    private static void CheckCount(SourceWriter writer, Member member)
    {
        if (member.ParameterOf(ParameterKind.State) is null)
        {
            writer.Line($"{Guard}.Count(count);");
        }
        else if (member.ParameterOf(ParameterKind.Count) is not null)
        {
            writer.Line($"{Guard}.State(state, \"state\", count, Layout.Info);");
        }
        else
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
            writer.Line("int count = state.Count;");
        }
    }

    private void Check(SourceWriter writer, Parameter parameter, bool isOfStep)
    {
        var name = $"{parameter.Identifier}, \"{parameter.Name}\"";
        switch (parameter.Kind)
        {
            case ParameterKind.Input:
                CheckLength(writer, parameter);
                if (parameter.Limit > 0)
                {
                    writer.Line($"{Guard}.Tokens({name}, {Literal.Of(parameter.Tensor!.Size)}, {Literal.Of(parameter.Limit)});");
                }

                break;
            case ParameterKind.Lengths:
                var least = model.Inputs[parameter.Tensor!.Ordinal].LeastLength;
                writer.Line($"{Guard}.Lengths({name}, count, {Literal.Of(parameter.Limit)}{(least > 1 ? $", {Literal.Of(least)}" : "")});");
                break;
            case ParameterKind.Output:
                CheckLength(writer, parameter, isOfStep ? null : "OutputSize");
                break;
            case ParameterKind.MoreOutput:
                CheckLength(writer, parameter);
                break;
            case ParameterKind.Weights:
                writer.Line($"if (!{parameter.Identifier}.IsEmpty)");
                writer.Indentation++;
                CheckLength(writer, parameter);
                writer.Indentation--;
                break;
            case ParameterKind.Target:
                CheckLength(writer, parameter);
                if (LossOf(parameter) is { Kind: LossKind.SoftmaxCrossEntropy } loss)
                {
                    writer.Line($"{Guard}.Labels({name}, {Literal.Of(loss.Target.Size)}, {Literal.Of(loss.Classes)}, {Literal.Of(loss.IgnoreIndex)});");
                }

                break;
            case ParameterKind.Gradients:
                writer.Line($"{Guard}.Gradients(gradients, \"gradients\", Layout.Info.Layout);");
                break;
            case ParameterKind.InputGradient:
                CheckLength(writer, parameter);
                break;
        }
    }

    /// <param name="size">The constant with the number of elements of an example; null where there is none.</param>
    private static void CheckLength(SourceWriter writer, Parameter parameter, string? size = null)
    {
        var tensor = parameter.Tensor!;
        var shape = Documentation.Shape(tensor.Dimensions);
        writer.Line($"{Guard}.Length({parameter.Identifier}.Length, \"{parameter.Name}\", count, \"{shape}\", {size ?? Literal.Of(tensor.Size)});");
    }

    private LossModel LossOf(Parameter target) => model.Losses[target.Tensor!.Ordinal];

    private void Fill(SourceWriter writer, Parameter parameter)
    {
        var name = parameter.Identifier;
        switch (parameter.Kind)
        {
            case ParameterKind.Input:
                writer.Line($"batch.Set{(parameter.Limit > 0 ? "Tokens" : "Values")}({Ordinal()}, {name});");
                break;
            case ParameterKind.Lengths:
                writer.Line($"batch.SetLengths({Ordinal()}, {name});");
                break;
            case ParameterKind.Output:
                writer.Line($"batch.Output = {name};");
                break;
            case ParameterKind.MoreOutput:
                writer.Line($"batch.SetOutput({Literal.Of(parameter.Tensor!.Ordinal + 1)}, {name});");
                break;
            case ParameterKind.Weights:
                writer.Line($"batch.SetExposed({Ordinal()}, {name});");
                break;
            case ParameterKind.Target:
                var set = LossOf(parameter).Kind == LossKind.SoftmaxCrossEntropy ? "Labels" : "Targets";
                writer.Line(parameter.Tensor!.Ordinal == 0 ? $"batch.{set} = {name};" : $"batch.Set{set}({Ordinal()}, {name});");
                break;
            case ParameterKind.ClassWeights:
                writer.Line(parameter.Tensor!.Ordinal == 0 ? $"batch.ClassWeights = {name};" : $"batch.SetClassWeights({Ordinal()}, {name});");
                break;
            case ParameterKind.Gradients:
                writer.Line($"batch.Gradients = {name};");
                writer.Line("batch.Seed = Seed;");
                break;
            case ParameterKind.InputGradient:
                writer.Line($"batch.SetInputGradient({Ordinal()}, {name});");
                break;
            case ParameterKind.State:
                writer.Line($"batch.State = {name};");
                break;
        }

        string Ordinal() => Literal.Of(parameter.Tensor!.Ordinal);
    }
}
