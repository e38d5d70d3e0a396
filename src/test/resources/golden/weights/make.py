"""Writes the files of this folder: python make.py (torch 2.7, safetensors 0.5 or newer)."""

import json
import math

import torch
from safetensors.torch import save_file

torch.manual_seed(7)
edges = [0.0, -0.0, 1.0, -1.5, 1 / 3, 65504.0, 2.0**-14, 2.0**-24, 3 * 2.0**-24, math.inf, -math.inf, math.nan]
numbers = torch.cat([torch.tensor(edges), torch.randn(28) * 3]).reshape(4, 10)
values = {}
for name, dtype in (("f16", torch.float16), ("bf16", torch.bfloat16)):
    stored = numbers.to(dtype)
    save_file({"numbers": stored, "scalar": stored[0, 4].clone()}, name + ".safetensors", {"format": "pt"})
    values[name] = [repr(x) for x in stored.float().flatten().tolist()]
save_file(
    {
        "f64": torch.tensor([1 / 3, 1e300], dtype=torch.float64),
        "f32": torch.tensor([[0.1], [2.5e-40]]),
        "i64": torch.tensor([-(2**62) - 1, 3]),
        "i32": torch.tensor([-(2**31), 7], dtype=torch.int32),
        "i16": torch.tensor([-(2**15), 8], dtype=torch.int16),
        "i8": torch.tensor([-128, 9], dtype=torch.int8),
        "u8": torch.tensor([255, 10], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "f8": torch.tensor([1.0, 2.0]).to(torch.float8_e4m3fn),
        "empty": torch.zeros(0, 3),
        "scalar": torch.tensor(2.5),
    },
    "formats.safetensors",
)
with open("values.json", "w") as file:
    json.dump(values, file, indent=1)
