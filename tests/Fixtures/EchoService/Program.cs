// A service that does what a test tells it: says its environment and arguments, changes its health, writes, ends.
var settings = Environment.GetEnvironmentVariables();
if (settings["ECHO_EXIT"] is string exitCode)
{
    Console.WriteLine($"Ending with {exitCode}.");
    return int.Parse(exitCode, System.Globalization.CultureInfo.InvariantCulture);
}

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();
var healthy = settings["ECHO_UNHEALTHY"] is null;
app.MapGet("/", () => "echo");
app.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(503));
app.MapPut("/health/{value:bool}", (bool value) => { healthy = value; });
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name));
app.MapGet("/arguments", () => args);
app.MapGet("/process", () => Environment.ProcessId);
app.MapPost("/write/{text}", (string text) =>
{
    Console.WriteLine(text);
    Console.Error.WriteLine($"error {text}");
});
app.MapPost("/end/{code:int}", (int code) => { Environment.ExitCode = code; app.Lifetime.StopApplication(); });
app.Run();
if (settings["ECHO_ENDS_WITH_FILE"] is string file)
{
    // Work in hand, which takes until the test lets it be done.
    Console.WriteLine("Ending.");
    while (!File.Exists(file))
        await Task.Delay(TimeSpan.FromMilliseconds(20));
}

return Environment.ExitCode;
