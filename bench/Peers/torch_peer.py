"""PyTorch as a peer of the benchmark: reads one JSON request a line, answers one JSON object a line, ends at the end of its input."""
import json
import os
import resource
import sys
import time

# Whatever a library prints must not stand among the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import torch  # noqa: E402

import data  # noqa: E402
import networks  # noqa: E402
import operators  # noqa: E402
import prediction  # noqa: E402
import training  # noqa: E402

torch.set_flush_denormal(True)
memory = {}


def mnist(folder, part):
    key = (folder, part)
    if key not in memory:
        memory[key] = data.load(folder, part)
    return memory[key]


def quantile(times, part):
    return sorted(times)[int(len(times) * part)]


def repeat(run, seconds):
    """Times of as many runs as fit, the first fifth of the time unseen: at least one."""
    end = time.perf_counter() + seconds / 5
    run()
    while time.perf_counter() < end:
        run()
    times = []
    end = time.perf_counter() + seconds
    while not times or time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return times


def hello(request):
    torch.set_num_threads(request["threads"])
    libraries = {line.split()[-1] for line in open("/proc/self/maps") if "blas" in line.split()[-1].lower()}
    return {"version": torch.__version__, "threads": torch.get_num_threads(), "blas": sorted(os.path.realpath(path) for path in libraries)}


def threads(request):
    torch.set_num_threads(request["threads"])
    return {}


def matmul(request):
    times = []
    for m, k, n in request["shapes"]:
        x, y, out = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
        times.append(quantile(repeat(lambda: torch.mm(x, y, out=out), request["seconds"]), 0.1))
    return {"seconds": times}


def operator(request):
    """One round of an operator; the first also chooses its fastest variant and number of threads. Only the latest operator is kept."""
    key = json.dumps([request["kind"], request["shape"], request["threads"]])
    with torch.no_grad():
        if memory.get("operator", (None,))[0] != key:
            memory["operator"] = (key, *choose_variant(request))
        _, variant, count, run = memory["operator"]
        torch.set_num_threads(count)
        times = repeat(run, request["seconds"])
    return {"seconds": quantile(times, 0.5), "fast": quantile(times, 0.1), "variant": f"{variant}{', ' if variant else ''}{count}"}


def choose_variant(request):
    variants = operators.OPERATORS[request["kind"]](**request["shape"])
    times = {}
    for count in {request["threads"], 1}:
        torch.set_num_threads(count)
        for name, run in variants.items():
            times[name, count] = quantile(repeat(run, request["seconds"] / 2), 0.1)
    variant, count = min(times, key=times.get)
    return variant, count, variants[variant]


def epoch(request):
    key = tuple(request[name] for name in ("program", "optimizer", "layout", "foreach"))
    if key not in memory:
        memory[key] = training.Training(*key)
    x, y = mnist(request["folder"], "train")
    answer = memory[key].epoch(x[:request["samples"]], y[:request["samples"]], request["batch"])
    return answer | {"parameters": networks.parameters(memory[key].network)}


def step(request):
    """One step of a large network with a batch of noise: training, or forward alone."""
    key = tuple(request[name] for name in ("program", "optimizer", "layout", "foreach"))
    torch.set_num_threads(request["threads"])
    if key not in memory:
        memory[key] = training.Training(*key)
        memory["noise"] = training.noise(request["batch"], request["layout"])
    seconds = memory[key].step(*memory["noise"]) if request["training"] else memory[key].forward(memory["noise"][0])
    return {"seconds": seconds, "parameters": networks.parameters(memory[key].network)}


def load(request):
    """A network with Keratin's weights; the probabilities of some test images, and the network as ONNX."""
    images, _ = mnist(request["folder"], "t10k")
    make = lambda: prediction.create(request["program"], request["weights"], request["shapes"], images[:1])  # noqa: E731
    memory["make"] = make
    prediction.export(make(), request["onnx"])
    prediction.export(torch.nn.ReLU(), request["one_operator"])
    with torch.inference_mode():
        return {"probabilities": make()(images[:request["check"]]).flatten().tolist()}


def predict(request):
    """A round of single images or of all in batches; the first of its kind also chooses the fastest way and batch."""
    images, _ = mnist(request["folder"], "t10k")
    images = images[:request["images"]]
    torch.set_num_threads(request["threads"])
    key = (request["images"], request["threads"], request["round"])
    with torch.inference_mode():
        if memory.get("prediction", (None,))[0] != key:
            memory["prediction"] = (key, *choose(request, images))
        _, way, run, batch = memory["prediction"]
        seconds = quantile(repeat(lambda: run_all(run, images, batch), request["seconds"]), 0.5)
    return {"seconds": seconds, "way": way, "batch": batch}


def choose(request, images):
    def best(candidates, seconds):
        times = {name: quantile(repeat(run, seconds), 0.2) for name, run in candidates.items()}
        return min(times, key=times.get)
    batches = [batch for batch in request["batches"] if batch <= len(images)]
    trial = batches[min(1, len(batches) - 1)]
    ways = prediction.variants(memory["make"], images[:trial])
    some = images[:4 * trial]
    way = best({name: lambda run=run: run_all(run, some, trial) for name, run in ways.items()}, request["seconds"] / 2)
    batch = best({batch: lambda batch=batch: run_all(ways[way], images, batch) for batch in batches}, request["seconds"] / 2)
    return way, ways[way], batch


def run_all(run, images, batch):
    return run(images) if batch == len(images) else [run(some) for some in images.split(batch)]


def peak_memory(request):
    return {"bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


def forget(request):
    memory.clear()
    return {}


REQUESTS = {f.__name__: f for f in (hello, threads, matmul, operator, epoch, step, load, predict, peak_memory, forget)}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = REQUESTS[request["do"]](request)
    except Exception as e:  # whatever it is, the other side is told and goes on
        answer = {"error": f"{type(e).__name__}: {e}"}
    print(json.dumps(answer), file=answers, flush=True)
