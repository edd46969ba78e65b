"""A trained network that predicts at PyTorch's best: each way to run it that might be fastest."""
import torch
from torch import nn
from torch.utils import mkldnn

import networks


def read(path, shapes):
    """Keratin's weights: floats one behind the other."""
    with open(path, "rb") as file:
        numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    arrays, start = [], 0
    for shape in shapes:
        count = torch.Size(shape).numel()
        arrays.append(numbers[start:start + count].reshape(shape))
        start += count
    return arrays


def create(program, path, shapes, sample):
    network = networks.NETWORKS[program]().eval()
    networks.load(network, read(path, shapes), sample)
    return nn.Sequential(*network, nn.Softmax(-1)).eval()


def _jit(model, x):
    return torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(model, x)))


def variants(make, x):
    """Functions from images to probabilities, by name; those that this version of PyTorch cannot do are left out."""
    channels_last = torch.channels_last
    ways = {
        "eager": lambda: make(),
        "eager, channels_last": lambda: make().to(memory_format=channels_last),
        "jit": lambda: _jit(make(), x),
        "jit, channels_last": lambda: _jit(make().to(memory_format=channels_last), x.contiguous(memory_format=channels_last)),
        "mkldnn": lambda: _mkldnn(make()),
    }
    made = {}
    for name, way in ways.items():
        try:
            run = way()
            for _ in range(3):
                run(x)
            made[name] = run
        except Exception:  # no such way here
            continue
    return made


def _mkldnn(model):
    model = mkldnn.to_mkldnn(model)
    return lambda x: model(x.to_mkldnn()).to_dense()


def export(model, path):
    """As ONNX, for any number of images."""
    torch.onnx.export(
        model, torch.zeros(1, 1, 28, 28), path, input_names=["x"], output_names=["y"], opset_version=13,
        dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
