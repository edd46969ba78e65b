"""The networks as one writes them in PyTorch, with logits at the end, and Keratin's weights brought into them."""
import torch
from torch import nn


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(256, 120), nn.ReLU(inplace=True), nn.Linear(120, 84), nn.ReLU(inplace=True), nn.Linear(84, 10))


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(inplace=True), nn.Linear(128, 10))


def dnn():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.ReLU(inplace=True), nn.Dropout(0.2), nn.Linear(512, 512), nn.ReLU(inplace=True), nn.Dropout(0.2),
        nn.Linear(512, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(1024, 1000), nn.ReLU(inplace=True), nn.Linear(1000, 10))


def cnn_dropout():
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(16, 36, 5, padding=2), nn.ReLU(inplace=True),
        nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(), nn.Linear(1764, 128), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(128, 10))


def convolution(channels, filters, size, stride=1):
    # Keras' defaults for batch normalization; its momentum counts the other way round.
    padding = size // 2
    return nn.Sequential(
        nn.Conv2d(channels, filters, size, stride, padding, bias=False), nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.first = convolution(channels, filters, 3, stride)
        self.second = convolution(filters, filters, 3)
        self.shortcut = convolution(channels, filters, 1, stride) if stride != 1 or channels != filters else None

    def forward(self, x):
        y = self.second(torch.relu_(self.first(x)))
        return torch.relu_(y + (x if self.shortcut is None else self.shortcut(x)))


def resnet20():
    layers, channels = [convolution(1, 16, 3), nn.ReLU(inplace=True)], 16
    for filters in (16, 32, 64):
        for block in range(3):
            layers.append(Block(channels, filters, 2 if block == 0 and filters > 16 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Bottleneck(nn.Module):
    """As in Keras: with biases, and the stride in the first convolution."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.path = nn.Sequential(
            self.convolution(channels, filters, 1, stride), nn.ReLU(inplace=True), self.convolution(filters, filters, 3), nn.ReLU(inplace=True),
            self.convolution(filters, 4 * filters, 1))
        self.shortcut = self.convolution(channels, 4 * filters, 1, stride) if stride != 1 or channels != 4 * filters else nn.Identity()

    @staticmethod
    def convolution(channels, filters, size, stride=1):
        return nn.Sequential(
            nn.Conv2d(channels, filters, size, stride, size // 2), nn.BatchNorm2d(filters, eps=1.001e-5, momentum=0.01))

    def forward(self, x):
        return torch.relu_(self.path(x) + self.shortcut(x))


def resnet50():
    layers, channels = [Bottleneck.convolution(3, 64, 7, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)], 64
    for filters, blocks in ((64, 3), (128, 4), (256, 6), (512, 3)):
        for block in range(blocks):
            layers.append(Bottleneck(channels, filters, 2 if block == 0 and filters > 64 else 1))
            channels = 4 * filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


def vgg16():
    layers, channels = [], 3
    for filters, convolutions in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(convolutions):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(inplace=True)]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Linear(25088, 4096), nn.ReLU(inplace=True), nn.Linear(4096, 4096), nn.ReLU(inplace=True), nn.Linear(4096, 1000))


NETWORKS = {
    "lenet": lenet, "mlp": mlp, "dnn": dnn, "cnn": cnn, "cnn-dropout": cnn_dropout, "resnet20": resnet20, "resnet50": resnet50, "vgg16": vgg16}


def parameters(network):
    return sum(p.numel() for p in network.parameters())


def load(network, arrays, sample):
    """Takes Keratin's kernels and biases, in order: HWIO to OIHW; dense kernels are transposed, and the first after images also from
    (height, width, channels) to (channels, height, width)."""
    arrays = list(arrays)
    x = sample
    image = None
    with torch.no_grad():
        for layer in network:
            if isinstance(layer, nn.Conv2d):
                layer.weight.copy_(arrays.pop(0).permute(3, 2, 0, 1))
                layer.bias.copy_(arrays.pop(0))
            elif isinstance(layer, nn.Flatten):
                image = x.shape[1:]
            elif isinstance(layer, nn.Linear):
                kernel = arrays.pop(0)
                if image is not None:
                    channels, height, width = image
                    kernel = kernel.reshape(height, width, channels, -1).permute(2, 0, 1, 3).reshape(kernel.shape)
                    image = None
                layer.weight.copy_(kernel.t())
                layer.bias.copy_(arrays.pop(0))
            x = layer(x)
    if arrays:
        raise ValueError(f"{len(arrays)} arrays too many")
