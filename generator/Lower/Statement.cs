using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>What a kernel does, one thing after another, for one vector width. Printing decides nothing more.</summary>
internal abstract record Statement
{
    /// <summary>This with the places that it mentions itself replaced, not those of statements inside.</summary>
    public virtual Statement MapPlaces(Func<Place, Place> map) => this;
}

/// <summary>Declares a local.</summary>
internal sealed record Let(Local Local, Value Value) : Statement
{
    public override Statement MapPlaces(Func<Place, Place> map) => new Let(Local, Value.MapPlaces(map));
}

/// <summary>Gives a local another value.</summary>
internal sealed record Assign(Local Local, Value Value) : Statement
{
    public override Statement MapPlaces(Func<Place, Place> map) => new Assign(Local, Value.MapPlaces(map));
}

internal sealed record Store(Place Place, Value Value) : Statement
{
    public override Statement MapPlaces(Func<Place, Place> map) => new Store(map(Place), Value.MapPlaces(map));
}

/// <summary>Makes floats 0.</summary>
internal sealed record Clear(Place Place, int Length) : Statement
{
    public override Statement MapPlaces(Func<Place, Place> map) => this with { Place = map(Place) };
}

/// <summary>Declares a reference <c>Variable * Step</c> floats after another.</summary>
internal sealed record LetReference(string Name, string From, Axis Variable, int Step) : Statement;

/// <summary>A statement with others in it.</summary>
internal abstract record Enclosing(EquatableArray<Statement> Body) : Statement;

/// <summary>The body for each value of <paramref name="Variable"/>, from 0 up or to 0 down.</summary>
internal sealed record For(Axis Variable, EquatableArray<Statement> Body, bool IsReversed = false) : Enclosing(Body)
{
    /// <summary>By the variable's name and extent too, which axes leave out.</summary>
    public bool Equals(For? other)
        => other is not null && IsReversed == other.IsReversed && Variable.Equals(other.Variable) && Variable.Name == other.Variable.Name
            && Variable.Extent == other.Variable.Extent
                && Variable.IsRuntimeBound == other.Variable.IsRuntimeBound && Body.Equals(other.Body);

    public override int GetHashCode() => unchecked((Variable.Extent * 31) + Body.GetHashCode());
}

/// <summary>The body where all conditions hold.</summary>
internal sealed record If(EquatableArray<Inside> Conditions, EquatableArray<Statement> Body) : Enclosing(Body);

/// <summary>Whether <c>0 &lt;= Value &lt; Extent</c>.</summary>
internal sealed record Inside(Affine Value, int Extent);

/// <summary>The body unless the caller says to add to what is there.</summary>
internal sealed record IfOverwriting(EquatableArray<Statement> Body) : Enclosing(Body);

/// <summary>The body for the value of <paramref name="Variable"/> that memory holds, if it is one from 0 to its extent.</summary>
internal sealed record Pick(Axis Variable, Place Index, EquatableArray<Statement> Body) : Enclosing(Body)
{
    public override Statement MapPlaces(Func<Place, Place> map) => this with { Index = map(Index) };

    /// <summary>By the variable's name and extent too, which axes leave out.</summary>
    public bool Equals(Pick? other)
        => other is not null && Variable.Equals(other.Variable) && Variable.Name == other.Variable.Name && Variable.Extent == other.Variable.Extent
            && Index.Equals(other.Index) && Body.Equals(other.Body);

    public override int GetHashCode() => unchecked((Variable.Extent * 31) + Body.GetHashCode());
}

/// <summary>A scope of its own.</summary>
/// <param name="Comment">What it computes, or which positions; null where nothing stands beside it.</param>
/// <param name="Bound">Variables of enclosing loops, or parameters, that its places mention.</param>
internal sealed record Section(string? Comment, EquatableArray<Axis> Bound, EquatableArray<Statement> Body) : Enclosing(Body)
{
    /// <summary>By what it does: the comment names the first layer that does it.</summary>
    public bool Equals(Section? other) => other is not null && Bound.Equals(other.Bound) && Body.Equals(other.Body);

    public override int GetHashCode() => Body.GetHashCode();
}

/// <summary>What one position of a reduction adds to each of a tile's sums.</summary>
internal sealed record ReductionStep(EquatableArray<Statement> Body) : Enclosing(Body);

/// <summary>Runs a kernel.</summary>
/// <param name="Places">What its references point to.</param>
/// <param name="Others">Its other arguments, which have the same names in the method around.</param>
internal sealed record Call(string Kernel, EquatableArray<Place> Places, EquatableArray<string> Others) : Statement;

/// <summary>Declares constants: where tensors lie in the memory that an entry gets.</summary>
internal sealed record LetOffsets(string Memory, EquatableArray<(string Name, int Offset)> Offsets) : Statement;

/// <summary>Declares a reference to the tables that the compiler computed.</summary>
internal sealed record LetConstants : Statement;

/// <summary>Declares the keys of a random stream, for the seed and the training step.</summary>
internal sealed record LetKeys(int Stream) : Statement;

/// <summary>Copies floats.</summary>
internal sealed record Copy(Place Source, Place Destination, int Length) : Statement;

/// <summary>Copies rows of one value for each example to a row for each example, rows <paramref name="Stride"/> floats apart.</summary>
internal sealed record Transpose(Place Source, Place Destination, int Rows, int Examples, int Stride) : Statement;

/// <summary>What an entry does in one of its regions; all of them have the whole entry's names.</summary>
internal sealed record InRegion(int Region, EquatableArray<Statement> Body) : Enclosing(Body);

/// <summary>Ends the method with the name of a layer if a float is not finite.</summary>
internal sealed record ReturnIfNotFinite(Place Place, int Length, string Layer) : Statement;
