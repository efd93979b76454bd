namespace Standins.Tests.Hosting;

/// <summary>Nothing is left running, however the AppHost ends.</summary>
[Collection(nameof(EchoProgram))]
public sealed class OrphanTests
{
    [Theory]
    [InlineData(EchoProgram.Interrupt)]
    [InlineData(EchoProgram.Killed)]
    public async Task Nothing_outlives_the_apphost(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var appHost = EchoProgram.Start();
        await appHost.HasServicesAsync(2);

        appHost.Signal(signal);

        await appHost.IsGoneAsync();
    }

    [Fact]
    public async Task The_second_interrupt_ends_at_once_what_the_first_let_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var appHost = EchoProgram.Start(["--Busy=/dev/null/never"]);
        await appHost.HasServicesAsync(3);

        appHost.Signal(EchoProgram.Interrupt);
        await appHost.SaysAsync("Waiting for busy to finish");
        appHost.Signal(EchoProgram.Interrupt);

        await appHost.IsGoneAsync();
    }
}
