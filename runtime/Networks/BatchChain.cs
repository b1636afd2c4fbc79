namespace StaticNets;

/// <summary>Room on the stack for what a batch is extended with; it must stay where it is as long as the batch is used.</summary>
internal ref struct BatchChain
{
    private Batch _more1, _more2, _more3, _more4, _more5, _more6, _more7;

    /// <summary>Gives a batch places for all that a network takes, and for nothing that it had places for before.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="batches">How many there are to be, with it: <see cref="NetworkInfo.Batches"/>.</param>
    public void Extend(ref Batch batch, int batches)
    {
        batch.Unextend();
        if (batches > 1)
            this = default;
        for (var more = 1; more < batches; more++)
        {
            switch (more)
            {
                case 1: batch.Extend(ref _more1); break;
                case 2: batch.Extend(ref _more2); break;
                case 3: batch.Extend(ref _more3); break;
                case 4: batch.Extend(ref _more4); break;
                case 5: batch.Extend(ref _more5); break;
                case 6: batch.Extend(ref _more6); break;
                case 7: batch.Extend(ref _more7); break;
                default: throw new ArgumentOutOfRangeException(nameof(batches), batches, "A batch is extended with 7 others at most.");
            }
        }
    }
}
