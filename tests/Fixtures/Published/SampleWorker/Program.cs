// Published only: its launch settings say which endpoints the chart gets.
await WebApplication.CreateBuilder(args).Build().RunAsync();
