using StaticNets;
using StaticNets.CompilerServices;
using StaticNets.Samples;
using StaticNets.Tests.Kernels;

// Runs what is compiled: an object file that nothing calls would be empty.
Console.WriteLine($"{VectorWidth.Current} bits");
Train<LeNet>(1);
Train<Recurrent>(35);
Train<Transformer>(64);

static void Train<T>(int labels)
    where T : class, INetwork<T>
{
    const int Count = 17;
    var network = T.Create(seed: 1);
    var batch = new Batch { Count = Count, Gradients = T.NewGradients(), Labels = new int[Count * labels] };
    batch.SetValues(0, new float[Count * T.Info.Inputs[0].Size]);
    Console.WriteLine($"{typeof(T).Name}: {T.Run(network, in batch)}");
}
