using System.Globalization;
using StaticNets.Tests.Saving;

// saver FILE FIRST: saves parameters which are all FIRST, then such as are all one more, and so on, and prints each number after its save.
const int MostSaves = 10_000; // Should nobody end this process.

var first = int.Parse(args[1], CultureInfo.InvariantCulture);
for (var number = first; number < first + MostSaves; number++)
{
    EqualParameters.Of(number).Save(args[0]);
    Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
}
