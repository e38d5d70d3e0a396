"""Records prototypes-and-rules.json; run in this folder."""
import json
import types

import torch
from openprompt.prompts import ProtoVerbalizer, PTRVerbalizer
from transformers import BertTokenizer
torch.manual_seed(5)
C, K, D = 3, 2, 4
v=torch.randn(C,K,D)
p=torch.randn(C,D)
me=types.SimpleNamespace(proto=p,num_classes=C,sim=ProtoVerbalizer.sim)
loss=ProtoVerbalizer.pcl_loss(me,v).item()
tok=BertTokenizer.from_pretrained('../golden/openprompt/bert')
words=[["team","quiet"],["team","broken"],["match","old"]]
ver=PTRVerbalizer(tok,classes=["a","b","c"],label_words=words)
logits=torch.randn(2,2,tok.vocab_size)
ids={w:tok.encode(w,add_special_tokens=False)[0] for l in words for w in l}
out=ver.process_logits(logits,batch={})
json.dump(dict(classes=C,examples=K,instances=v.reshape(-1).tolist(),prototypes=p.reshape(-1).tolist(),loss=loss,
  rules=dict(words=words,scores=[{w:[logits[b,m,i].item() for m in range(2)] for w,i in ids.items()} for b in range(2)],log_probabilities=out.tolist())),open('prototypes-and-rules.json','w'),indent=1)
