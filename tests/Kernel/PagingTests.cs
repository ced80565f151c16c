using CsCheck;

namespace Pillion.Kernel.Tests;

/// <summary>The envelope of listings.</summary>
public sealed class PagingTests
{
    [Fact]
    public void Following_the_links_visits_every_page_once() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[1, 30]).Sample((total, size) =>
        {
            var (number, visited) = (1, new List<int>());
            while (true)
            {
                visited.Add(number);
                var page = Listing<int>.Of([], new PageRequest(number, size), total, "/list");
                Assert.Equal(number > 1 ? $"/list?pageSize={size}&pageNumber={number - 1}" : null, page.PreviousUri);
                Assert.Equal($"/list?pageSize={size}&pageNumber={page.PageCount}", page.LastUri);
                if (page.NextUri is null)
                {
                    break;
                }

                number++;
                Assert.Equal($"/list?pageSize={size}&pageNumber={number}", page.NextUri);
            }

            Assert.Equal(Math.Max(1, (total + size - 1) / size), visited.Count);
        });

    [Fact]
    public void Beyond_the_last_page_the_way_back_leads_to_it()
    {
        var page = Listing<int>.Of([], new PageRequest(9, 10), 25, "/list", "name=a");

        Assert.Equal("/list?pageSize=10&pageNumber=3&name=a", page.PreviousUri);
        Assert.Null(page.NextUri);
    }
}
