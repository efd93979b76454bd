using Fleet;
using Gateway;
using Gateway.Access;

if (args is [NewKey.Command, .. var rest]) return await NewKey.WriteAsync(rest, Console.Out, Console.Error);
// A setting is --name=value, or has a sign of its own; anything else is a command that there is not.
if (args is [var command, ..] && command[0] is not ('-' or '/') && !command.Contains('=', StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync($"There is no command '{command}'. Without one the gateway starts; '{NewKey.Command} NAME' makes a key.");
    return 2;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
WebApplication app;
try
{
    builder.AddGateway();
    app = builder.Build();
    app.UseGateway();
    app.MapDefaultEndpoints();
    app.MapGateway();
}
catch (Exception exception) when (exception is FleetException or SettingsException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

await app.RunAsync();
return 0;
