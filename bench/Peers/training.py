"""A training epoch at PyTorch's best: everything preloaded, nothing waits for a number."""
import time

import torch
import torch.nn.functional as F

import networks


class Training:
    def __init__(self, program, optimizer, layout, foreach):
        torch.manual_seed(1)
        self.network = networks.NETWORKS[program]()
        if layout == "channels_last":
            self.network = self.network.to(memory_format=torch.channels_last)
        parameters = self.network.parameters()
        if optimizer == "adam":
            self.optimizer = torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, foreach=foreach)
        else:
            self.optimizer = torch.optim.RMSprop(parameters, lr=1e-3, alpha=0.9, eps=1e-7, foreach=foreach)

    def epoch(self, x, y, batch):
        """Trains once with all samples; seconds, mean loss and accuracy."""
        begin = time.perf_counter()
        loss_sum, hits = torch.zeros(()), torch.zeros((), dtype=torch.long)
        order = torch.randperm(len(x))
        for rows in order.split(batch):
            images, labels = x.index_select(0, rows), y.index_select(0, rows)
            self.optimizer.zero_grad(set_to_none=True)
            logits = self.network(images)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            self.optimizer.step()
            with torch.no_grad():
                loss_sum += loss * len(rows)
                hits += (logits.argmax(1) == labels).sum()
        loss, accuracy = loss_sum.item() / len(x), hits.item() / len(x)
        return {"seconds": time.perf_counter() - begin, "loss": loss, "accuracy": accuracy}

    def step(self, images, labels):
        """One training step; seconds."""
        self.network.train()
        begin = time.perf_counter()
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.network(images), labels)
        loss.backward()
        self.optimizer.step()
        loss.item()
        return time.perf_counter() - begin

    def forward(self, images):
        """Probabilities of a batch; seconds."""
        self.network.eval()
        with torch.inference_mode():
            begin = time.perf_counter()
            torch.softmax(self.network(images), -1)
            return time.perf_counter() - begin


def noise(batch, layout):
    images = torch.rand(batch, 3, 224, 224) * 2 - 1
    if layout == "channels_last":
        images = images.contiguous(memory_format=torch.channels_last)
    return images, torch.randint(1000, (batch,))
