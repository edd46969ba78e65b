using Digits;

using var interruption = new Interruption();
return DigitsCommand.Run(args, Console.Out, Console.Error, interruption.Token);
