"""MNIST from the repository's files, as PyTorch likes it best: all of it, float, scaled and in the layout the network wants."""
import gzip
import os

import torch


def _read(path, header):
    with gzip.open(path) as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)[header:]


def load(folder, part):
    images = _read(os.path.join(folder, f"{part}-images-idx3-ubyte.gz"), 16).reshape(-1, 1, 28, 28)
    labels = _read(os.path.join(folder, f"{part}-labels-idx1-ubyte.gz"), 8)
    return images.float() / 255, labels.long()
