using Fleet;
using Gateway;
using Gateway.Access;

if (args is [NewKey.Command, .. var rest]) return await NewKey.WriteAsync(rest, Console.Out, Console.Error);

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
