using Keratin.Bench;

// Where speed is known. Everything, as markdown, and as JSON in artifacts/bench.json:
//   dotnet run -c Release --project bench
// Parts of it, and how:
//   [group=kernels,programs,…] [filter=text] [rounds=5] [threads=2] [width=128|256|512] [json=path] [quick] [no-peers]
//   [python=/usr/bin/python3] [node=node]
// Where the time of a training step goes:
//   step=lenet|mlp|dnn|cnn|cnn-dropout|resnet20|resnet50|vgg16|… [batch=128] [rounds=200] [forward] [all]
// For CI: whether the kernels still reach their share of the machine's peak:
//   guard
const int BadUsage = 2;
try
{
    return Commands.Run(Options.Parse(args));
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return BadUsage;
}
