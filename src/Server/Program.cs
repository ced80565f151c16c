using Pillion.Server;

var app = PillionServer.Build(args);
app.PrintBannerInDevelopment();
await app.RunAsync();
