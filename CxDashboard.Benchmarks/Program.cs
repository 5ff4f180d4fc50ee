Console.WriteLine("See README.md.");
