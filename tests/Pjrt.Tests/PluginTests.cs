using System.Runtime.InteropServices;

namespace Pjrt.Tests;

public sealed partial class PluginTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Says_its_version_and_attributes(string name)
    {
        var plugin = Plugins.Load(name);
        Assert.Equal(0, plugin.ApiVersion.Major);
        Assert.InRange(plugin.ApiVersion.Minor, 54, 999);
        Assert.Contains(plugin.Attributes, item => item.Key == "stablehlo_current_version" && item.Value.AsInt64List().Length == 3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_initialised_once(string name) => Assert.Same(Plugins.Load(name), Plugins.Load(name));

    [Theory]
    [MemberData(nameof(All))]
    public void Lacks_an_extension_that_nobody_has(string name) =>
        Assert.False(Plugins.Load(name).TryGetExtension(int.MaxValue, out _));

    [Fact]
    public void A_file_that_is_not_there_is_named_and_nothing_else() =>
        Assert.Equal("There is no plugin /nowhere/plugin.so.", Assert.Throws<DllNotFoundException>(() => PjrtPlugin.Load("/nowhere/plugin.so")).Message);

    [Fact]
    public void A_file_that_is_no_library_is_refused_in_the_loaders_words()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The words are those of Linux.");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "no library, though long enough for a header of one: " + new string('-', 100));
        var refusal = Assert.Throws<DllNotFoundException>(() => PjrtPlugin.Load(file));
        File.Delete(file);
        Assert.Equal($"The plugin cannot be loaded: {file}: invalid ELF header", refusal.Message);
    }

    [Fact]
    public void A_library_without_the_entry_point_is_no_plugin()
    {
        var library = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");
        Assert.SkipUnless(File.Exists(library), "The runtime has another library here.");
        Assert.Contains("it exports no GetPjrtApi", Assert.Throws<EntryPointNotFoundException>(() => PjrtPlugin.Load(library)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 53)]
    public unsafe void An_unknown_version_is_refused_before_anything_is_called(int major, int minor)
    {
        // The table stays allocated: a plugin is remembered by its address.
        var table = (int*)NativeMemory.AllocZeroed(1144);
        *(nuint*)table = 1144;
        table[8] = major;
        table[9] = minor;
        var exception = Assert.Throws<NotSupportedException>(() => PjrtPlugin.FromFunctionTable((nint)table));
        Assert.Contains($"{major}.{minor}", exception.Message);
    }

    [Fact]
    public void Variables_reach_native_code()
    {
        PjrtEnvironment.Set("PJRT_TESTS_VARIABLE", "grün");
        Assert.Equal("grün", Marshal.PtrToStringUTF8(GetNative("PJRT_TESTS_VARIABLE")));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetNative(string name);
}
