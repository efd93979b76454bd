using Frontend;

await FrontendApp.Create(new() { Args = args }).RunAsync();
