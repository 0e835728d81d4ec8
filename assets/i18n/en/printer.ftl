# printer
