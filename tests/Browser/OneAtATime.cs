// Each of these tests starts a server and two browsers; more of them at once would only time each other out.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
