using System.Reflection;
using System.Runtime.Loader;
using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.CompilerServices;

/// <summary>The width is chosen once per process, so each test loads the runtime anew.</summary>
public sealed class VectorWidthTests
{
    private const string Setting = "StaticNets.VectorWidth";

    /// <summary>What the other tests run with, chosen before any of these can have set something else.</summary>
    private static readonly int Everywhere = VectorWidth.Current;

    [Theory]
    [InlineData("128", 128)]
    [InlineData(" 256", 256)]
    [InlineData("512\t", 512)]
    [InlineData(512, 512)]
    public void A_width_may_have_space_around_it(object setting, int width) => Assert.Equal(width, With(setting, current => current()));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("auto")]
    [InlineData("AUTO")]
    [InlineData(" Auto ")]
    public void Auto_is_the_widest_in_any_case(string setting)
    {
        var widest = With("auto", current => current());
        Assert.Contains(widest, new[] { 128, 256, 512 });
        Assert.Equal(widest, With(setting, current => current()));
    }

    [Theory]
    [InlineData("64")]
    [InlineData("256 bits")]
    [InlineData("0256")]
    public void Every_use_says_what_is_wrong_with_another_setting(string setting) => With(setting, current =>
    {
        for (var use = 0; use < 3; use++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => current());
            Assert.Equal($"StaticNets.VectorWidth is '{setting}', but must be 128, 256, 512 or auto.", error.Message);
        }

        return 0;
    });

    private static int With(object setting, Func<Func<int>, int> use)
    {
        Assert.NotEqual(0, Everywhere);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        AppContext.SetData(Setting, setting);
        try
        {
            var type = context.LoadFromAssemblyPath(typeof(VectorWidth).Assembly.Location).GetType(typeof(VectorWidth).FullName!)!;
            Assert.NotEqual(typeof(VectorWidth), type);
            return use(type.GetProperty(nameof(VectorWidth.Current), BindingFlags.Public | BindingFlags.Static)!.GetMethod!.CreateDelegate<Func<int>>());
        }
        finally
        {
            AppContext.SetData(Setting, null);
            context.Unload();
        }
    }
}
