using Pillion.Cobrowse;
using Pillion.Conversations;
using Pillion.Http;
using Pillion.Identity;
using Pillion.Kernel.Json;
using Pillion.Server;
using Pillion.Server.Description;
using Pillion.Storage.Sqlite;

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
builder.WebHost.UseUrls(settings.ListenUrls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(settings.Addresses);
builder.Services.AddSingleton(settings.Web);
builder.Services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
builder.Services.AddSqliteStorage(settings.Data);
builder.Services.AddIdentity();
builder.Services.AddConversations();
builder.Services.AddCobrowse();
builder.Services.AddApiDescription();

var app = builder.Build();
app.UseCorrelationId();
app.UseProblemBodies();
app.UseViewerOrigin();
app.UseWebSockets();
app.UseAuthentication();
app.UseAuthorization();

app.MapHealth();
app.MapApiDescription();

var areas = app.MapGroup("").WithIdempotentPosts();
areas.MapIdentity();
areas.MapConversations();
areas.MapCobrowse();

app.MapConsole();
app.MapSampleShopInDevelopment();
app.PrintBannerInDevelopment();

await app.RunAsync();
