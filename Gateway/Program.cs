using Fleet;
using Gateway;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
try
{
    builder.AddGateway();
}
catch (FleetException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

var app = builder.Build();
app.UseGateway();
app.MapDefaultEndpoints();
app.MapGateway();
await app.RunAsync();
return 0;
