namespace StaticNets.Generator.Ir;

/// <summary>
/// Looks for what no valid program has, without running it: things that are two things, axes that nobody declares, elements that are read before they are
/// complete or that two loops make, recurrences that look ahead. What is well formed but means something else only the <see cref="Interpreter"/> can tell.
/// </summary>
internal sealed class ProgramVerifier
{
    private readonly TensorProgram program;
    private readonly List<string> faults = [];
    private readonly ILookup<Tensor, int> writers;

    private ProgramVerifier(TensorProgram program)
    {
        this.program = program;
        writers = Enumerable.Range(0, program.Loops.Length).ToLookup(i => program.Loops[i].Output);
    }

    /// <summary>What is wrong, in words; nothing for a valid program.</summary>
    public static IReadOnlyList<string> Faults(TensorProgram program)
    {
        var verifier = new ProgramVerifier(program);
        verifier.CheckIdentities();
        for (var i = 0; i < program.Loops.Length; i++)
        {
            verifier.faults.AddRange(LoopVerifier.Faults(program.Loops[i]).Select(fault => verifier.At(i, fault)));
        }

        // What follows takes axes and ranks for granted.
        if (verifier.faults.Count > 0)
        {
            return verifier.faults;
        }

        verifier.CheckScans();
        verifier.CheckWriters();
        verifier.CheckReads();
        return verifier.faults;
    }

    private string At(int loop, string fault) => FormattableString.Invariant($"loop {loop}, which makes {program.Loops[loop].Output.Name}: {fault}");

    private void Report(int loop, string fault) => faults.Add(At(loop, fault));

    /// <summary>An id is one tensor, axis or scan, the same wherever it stands.</summary>
    private void CheckIdentities()
    {
        var known = new Dictionary<int, (object Thing, string Text)>();
        void Check(int id, object thing, string text, Func<object, bool> isSame)
        {
            if (id < 0 || id >= program.NextId)
            {
                faults.Add(FormattableString.Invariant($"{text} has the id {id}, which is not below the program's next, {program.NextId}"));
            }
            else if (!known.TryGetValue(id, out var other))
            {
                known[id] = (thing, text);
            }
            else if (!isSame(other.Thing))
            {
                faults.Add(FormattableString.Invariant($"the id {id} is {other.Text} and {text}"));
            }
        }

        void CheckTensor(Tensor tensor) => Check(tensor.Id, tensor, $"the tensor {tensor}", other => other is Tensor same && (ReferenceEquals(same, tensor)
            || (same.Name == tensor.Name && same.Dimensions.Equals(tensor.Dimensions) && same.Scope == tensor.Scope && same.LaneAxis == tensor.LaneAxis
                && same.Role == tensor.Role && same.Ordinal == tensor.Ordinal)));
        void CheckAxis(Axis axis) => Check(
            axis.Id,
            axis,
            FormattableString.Invariant($"the axis {axis.Name} < {axis.Extent}"),
            other => other is Axis same && same.Extent == axis.Extent && same.Name == axis.Name);

        foreach (var loop in program.Loops)
        {
            foreach (var tensor in loop.Reads.Select(read => read.Tensor).Append(loop.Output))
            {
                CheckTensor(tensor);
            }

            foreach (var axis in loop.Axes.Concat(LoopVerifier.AxesUsed(loop)))
            {
                CheckAxis(axis);
            }

            if (loop.Scan is { } scan)
            {
                CheckAxis(scan.Time);
                Check(scan.Id, scan, FormattableString.Invariant($"the scan {scan.Id}"), other => scan.Equals(other));
            }
        }

        CheckTensor(program.Output);
        foreach (var loss in program.Losses)
        {
            CheckTensor(loss.Value);
        }

        foreach (var tensor in program.Tensors)
        {
            faults.AddRange(TensorVerifier.Faults(tensor));
        }
    }

    /// <summary>A scan is one run of neighbouring loops.</summary>
    private void CheckScans()
    {
        var seen = new HashSet<int>();
        for (var first = 0; first < program.Loops.Length; first = program.EndOfScan(first))
        {
            if (program.Loops[first].Scan is { } scan && !seen.Add(scan.Id))
            {
                Report(first, FormattableString.Invariant($"it is part of the scan {scan.Id}, but other loops stand between it and the scan's"));
            }
        }
    }

    /// <summary>One loop makes a tensor, or several make parts of it; others add to what is made.</summary>
    private void CheckWriters()
    {
        foreach (var group in writers)
        {
            var tensor = group.Key;
            var positions = group.ToList();
            var whole = positions.Where(i => program.Loops[i].Writing == Writing.Whole).ToList();
            if (whole.Count > 1 || (whole.Count == 1 && whole[0] != positions[0]))
            {
                Report(whole[whole.Count - 1], "it makes the whole of what an earlier loop writes to");
            }

            if (program.Loops[positions[0]].Writing == Writing.Add)
            {
                Report(positions[0], "it adds to what nothing has begun");
            }

            if (tensor.Role == TensorRole.Cache && whole.Count > 0)
            {
                Report(whole[0], "it makes the whole of a cache, which keeps the rows of earlier steps");
            }

            if (whole.Count == 0 || positions.Any(i => program.Loops[i].Writing == Writing.Part))
            {
                CheckParts(tensor, positions, whole);
            }

            if (tensor.Role != TensorRole.Intermediate || positions.Count == 1)
            {
                continue;
            }

            if (positions.Select(i => program.Loops[i].StopsGradient).Distinct().Count() > 1)
            {
                Report(positions[0], "some of its writers stop the gradient and others do not");
            }
        }
    }

    private void CheckParts(Tensor tensor, List<int> positions, List<int> whole)
    {
        // A cleared tensor has nothing that a part could take away.
        var makers = positions.Where(i => program.Loops[i] is not ({ Writing: Writing.Add } or { Writing: Writing.Whole, Body: Constant })).ToList();
        var reached = new bool[tensor.Size];
        foreach (var i in makers)
        {
            var loop = program.Loops[i];
            foreach (var element in LoopVerifier.Elements(loop))
            {
                if (reached[element])
                {
                    Report(i, FormattableString.Invariant($"it makes the element {element} (in row-major order), which another loop makes too"));
                    break;
                }
            }

            foreach (var element in LoopVerifier.ElementsWithContributions(loop))
            {
                reached[element] = true;
            }
        }

        if (whole.Count == 0 && tensor.Role != TensorRole.Cache
            && (reached.Contains(false) || makers.Any(i => program.Loops[i].Lookup is not null)))
        {
            Report(positions[0], "the parts that are made of its output are not the whole");
        }
    }

    private void CheckReads()
    {
        if (!writers.Contains(program.Output) && !program.Output.Traits.IsGiven)
        {
            faults.Add($"nothing makes the output {program.Output.Name}");
        }

        foreach (var loss in program.Losses.Where(loss => !writers.Contains(loss.Value)))
        {
            faults.Add($"nothing makes the loss {loss.Value.Name}");
        }

        for (var i = 0; i < program.Loops.Length; i++)
        {
            foreach (var read in program.Loops[i].Reads.Distinct())
            {
                if (!writers.Contains(read.Tensor))
                {
                    if (!read.Tensor.Traits.IsGiven)
                    {
                        Report(i, $"it reads {read.Tensor.Name}, which nothing makes");
                    }

                    continue;
                }

                var late = writers[read.Tensor].Where(j => Precedes(i, read, j)).Select(j => (int?)j).FirstOrDefault();
                if (late is { } writer)
                {
                    Report(i, FormattableString.Invariant($"it reads {read} before loop {writer} has written it"));
                }
            }
        }
    }

    /// <summary>
    /// Whether the loop at <paramref name="reader"/> may read an element at a time when the one at <paramref name="writer"/> has yet to write it.
    /// </summary>
    private bool Precedes(int reader, Read read, int writer)
    {
        Loop from = program.Loops[reader], to = program.Loops[writer];
        var scan = from.Scan is { } own && own.Equals(to.Scan) ? own : null;
        if (scan is null)
        {
            return writer >= reader && read.Index.Zip(to.Index, (a, b) => a.Minimum <= b.Maximum && b.Minimum <= a.Maximum).All(meet => meet);
        }

        // An element that is read at one position of time and written at another: how many steps the second comes after the first.
        int least = 1 - scan.Time.Extent, greatest = scan.Time.Extent - 1;
        for (var i = 0; i < read.Index.Count; i++)
        {
            var (coefficient, other) = (read.Index[i].CoefficientOf(scan.Time), to.Index[i].CoefficientOf(scan.Time));
            if (coefficient == 0 || coefficient != other)
            {
                if (read.Index[i].Maximum < to.Index[i].Minimum || to.Index[i].Maximum < read.Index[i].Minimum)
                {
                    return false;
                }

                continue;
            }

            Affine readRest = read.Index[i] - (scan.Time * coefficient), writtenRest = to.Index[i] - (scan.Time * coefficient);
            int low = readRest.Minimum - writtenRest.Maximum, high = readRest.Maximum - writtenRest.Minimum;
            (low, high) = coefficient > 0 ? (low, high) : (-high, -low);
            var size = Math.Abs(coefficient);
            least = Math.Max(least, -(int)Integers.FloorDivide(-low, size));
            greatest = Math.Min(greatest, (int)Integers.FloorDivide(high, size));
        }

        if (scan.IsReversed)
        {
            (least, greatest) = (-greatest, -least);
        }

        return least <= greatest && greatest >= (writer >= reader ? 0 : 1);
    }
}
