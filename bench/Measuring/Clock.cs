using Microsoft.Playwright;

namespace Pillion.Bench.Measuring;

/// <summary>Wall time in milliseconds since 1970: the one clock that this process and a page share.</summary>
internal static class Clock
{
    public static double Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Waits until a page has set a number on its window, and reads it.</summary>
    public static async Task<double> WaitForNumberAsync(this IPage page, string name)
    {
        var number = await page.WaitForFunctionAsync("name => window[name]", name);
        return await number.JsonValueAsync<double>();
    }
}
