"""PyTorch's operators for the kernels that Keratin measures, each in the variants that might be fastest."""
import torch
import torch.nn.functional as F

LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
aten = torch.ops.aten


def matmul(m, k, n, transpose_x, transpose_y):
    x = torch.randn(k, m).t() if transpose_x else torch.randn(m, k)
    y = torch.randn(n, k).t() if transpose_y else torch.randn(k, n)
    out = torch.empty(m, n)
    return {"": lambda: torch.mm(x, y, out=out)}


def _convolution(batch, size, channels, kernel, filters, padding, stride, groups, run):
    variants = {}
    for name, layout in LAYOUTS.items():
        x = torch.randn(batch, channels, size, size).contiguous(memory_format=layout)
        w = torch.randn(filters, channels // groups, kernel, kernel).contiguous(memory_format=layout)
        g = torch.randn_like(F.conv2d(x, w, None, stride, padding, 1, groups))
        variants[name] = run(x, w, g)
    return variants


def convolution(padding, stride, groups, filters, **shape):
    def run(x, w, g):
        bias = torch.randn(filters)
        return lambda: F.conv2d(x, w, bias, stride, padding, 1, groups)
    return _convolution(padding=padding, stride=stride, groups=groups, filters=filters, **shape, run=run)


def _convolution_gradient(padding, stride, groups, mask, **shape):
    def run(x, w, g):
        return lambda: aten.convolution_backward(g, x, w, None, [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], groups, mask)
    return _convolution(padding=padding, stride=stride, groups=groups, **shape, run=run)


def convolution_kernel_gradient(**shape):
    return _convolution_gradient(**shape, mask=[False, True, False])


def convolution_input_gradient(**shape):
    return _convolution_gradient(**shape, mask=[True, False, False])


def _pool(batch, size, channels, run):
    variants = {}
    for name, layout in LAYOUTS.items():
        x = torch.randn(batch, channels, size, size).contiguous(memory_format=layout)
        y, indices = aten.max_pool2d_with_indices(x, [2, 2], [2, 2])
        variants[name] = run(x, torch.randn_like(y), indices)
    return variants


def max_pool(**shape):
    return _pool(**shape, run=lambda x, g, indices: lambda: F.max_pool2d(x, 2))


def max_pool_gradient(**shape):
    def run(x, g, indices):
        return lambda: aten.max_pool2d_with_indices_backward(g, x, [2, 2], [2, 2], [0, 0], [1, 1], False, indices)
    return _pool(**shape, run=run)


def cross_entropy(rows, classes):
    x, y = torch.randn(rows, classes), torch.randint(classes, (rows,))
    return {"": lambda: F.cross_entropy(x, y)}


def cross_entropy_gradient(rows, classes):
    x, y = torch.randn(rows, classes, requires_grad=True), torch.randint(classes, (rows,))
    with torch.enable_grad():
        loss = F.cross_entropy(x, y)
    return {"": lambda: torch.autograd.grad(loss, x, retain_graph=True)}


def batch_normalization(batch, size, channels):
    variants = {}
    for name, layout in LAYOUTS.items():
        x = torch.randn(batch, channels, size, size).contiguous(memory_format=layout)
        mean, variance = torch.zeros(channels), torch.ones(channels)
        gamma, beta, g = torch.ones(channels), torch.zeros(channels), torch.randn_like(x)

        def run(x=x, g=g, mean=mean, variance=variance, gamma=gamma, beta=beta):
            _, batch_mean, inverse = aten.native_batch_norm(x, gamma, beta, mean, variance, True, 0.01, 1e-3)
            aten.native_batch_norm_backward(g, x, gamma, mean, variance, batch_mean, inverse, True, 1e-3, [True, True, True])
        variants[name] = run
    return variants


def dropout(elements, rate):
    x = torch.randn(elements)
    return {"": lambda: F.dropout(x, rate, training=True)}


def _optimizer(rows, columns, create):
    variants = {}
    for name, foreach in (("", False), ("foreach", True)):
        weight = torch.randn(rows, columns, requires_grad=True)
        weight.grad = torch.randn(rows, columns)
        variants[name] = create([weight], foreach).step
    return variants


def adam(rows, columns):
    return _optimizer(rows, columns, lambda weights, foreach: torch.optim.Adam(weights, eps=1e-7, foreach=foreach))


def rmsprop(rows, columns):
    return _optimizer(rows, columns, lambda weights, foreach: torch.optim.RMSprop(weights, lr=1e-3, alpha=0.9, eps=1e-7, foreach=foreach))


OPERATORS = {f.__name__: f for f in (
    matmul, convolution, convolution_kernel_gradient, convolution_input_gradient, max_pool, max_pool_gradient, cross_entropy,
    cross_entropy_gradient, batch_normalization, dropout, adam, rmsprop)}
