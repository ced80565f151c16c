using Microsoft.Playwright;

namespace Pillion.Browser.Tests.Driving;

/// <summary>One person's browser: a Chromium with a profile folder of its own, one page, and what came over its sockets.</summary>
internal sealed class Profile : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A covered window would get no frames to paint; both people look at theirs.
        "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
    ];

    private readonly string _folder;
    private readonly IBrowserContext _context;

    private Profile(string name, string folder, IBrowserContext context)
    {
        Name = name;
        _folder = folder;
        _context = context;
        Page = context.Pages[0];
        Wire = new WireTap(Page);
        Page.PageError += (_, error) => Errors.Add(error);
    }

    /// <summary>Who sits here; part of the names of pictures.</summary>
    public string Name { get; }

    public IPage Page { get; }

    /// <summary>Everything that this browser sent and received over WebSockets.</summary>
    public WireTap Wire { get; }

    /// <summary>Scripts that threw in the page.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<Profile> OpenAsync(IPlaywright playwright, string name, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        var folder = Directory.CreateTempSubdirectory($"pillion-{name}-").FullName;
        var context = await playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            ChromiumSandbox = false,
            Args = Flags,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(20_000);
        return new Profile(name, folder, context);
    }

    /// <summary>Keeps a picture of the page as build output, numbered in the order of the story.</summary>
    public Task PictureAsync(string step) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Animations = ScreenshotAnimations.Disabled,
        Path = Repository.At("artifacts", "screenshots", "story", $"{Interlocked.Increment(ref s_pictures):00}-{Name}-{step}.png"),
    });

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int s_pictures;
}
