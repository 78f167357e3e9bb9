#!/usr/bin/env python3
"""Score a Dingtu graph export (JSON lines) against gold files. Python 3, standard library only.

  score.py EXPORT.jsonl GOLD.json [GOLD.json ...] [options]
  score.py --to-jsonl GOLD.json            print the gold as an export (stdout)
  score.py --self-test GOLD.json [...]     gold scores 1.0, damaged copies score lower

options:
  --docs DIR              folder that the gold's doc paths are relative to (default: the folder above this script)
  --json OUT              write all numbers as JSON
  --errors [N]            list up to N (default 40) misses and false hits per document
  --min-entity-f1 X  --min-relation-f1 X  --min-metric-f1 X  --min-evidence X  --min-overlap X
                          exit 1 when the micro average over all gold files is below X
  --quiet                 totals only

One export may hold one or many documents: with several, only nodes and edges tied to the gold's
document (edge property `doc`, or an edge to its Document node) are judged against that gold.
Matching rules: see docs/ontology.md and the comments below.
"""
import sys, json, os, re, unicodedata, copy, random
from collections import defaultdict

SUPER = {'Place', 'Organization'}
ZH_LABEL = {'地点': 'Place', '地区': 'Region', '省份': 'Province', '城市': 'City', '区县': 'District', '园区': 'Zone',
            '组织': 'Organization', '企业': 'Firm', '机构': 'Agency', '产业': 'Industry', '政策': 'Policy', '支持': 'Support',
            '平台': 'Platform', '产品': 'Product', '项目': 'Project', '人物': 'Person', '荣誉': 'Award', '活动': 'Event',
            '指标': 'Metric', '文档': 'Document'}
PLACES = {'Region', 'Province', 'City', 'District', 'Zone'}
# free-worded names: a near match of names is enough
FUZZY = {'Product', 'Project', 'Policy', 'Platform', 'Event', 'Award', 'Zone'}
QUOTES = '“”‘’"\'「」『』《》〈〉'
CLOSED = {'LOCATED_IN', 'PART_OF', 'IN_INDUSTRY'}          # edges implied by others are not errors
ROLES = {'author', 'photographer', 'source'}               # MENTIONED_IN edges that are facts
ANAPHOR = re.compile('公司|企业|该|其|后者|前者|双方|两家|本|当地|平台|集团|我市|我区|它|甲方|乙方|前述|上述|这|全市|全区|全县|全省')
_WS = re.compile(r'\s+')

def squeeze(s):
    return ''.join(c for c in s if not c.isspace() and c not in '\ufeff\u200b')

def norm(s):
    s = unicodedata.normalize('NFKC', str(s)).lower()
    return ''.join(c for c in s if not c.isspace() and c not in QUOTES and c not in '·・')

SUFFIX = {'Industry': ('产业生态圈', '产业集群', '产业链', '产业', '行业', '领域'),
          'Policy': ('专项服务行动', '专项行动', '行动', '计划'), 'Platform': ('数字化服务平台', '服务平台', '平台', '模块')}

def forms(name, aliases, label):
    out = set()
    for n in [name] + list(aliases or []):
        k = norm(n)
        if not k: continue
        out.add(k)
        for suf in SUFFIX.get(label, ()):
            if k.endswith(suf) and len(k) > len(suf) + 1:
                out.add(k[:-len(suf)])
    return out

def bigrams(s):
    return [s[i:i + 2] for i in range(len(s) - 1)] or [s]

def dice(a, b):
    A, B = bigrams(a), bigrams(b)
    n = 0; B2 = list(B)
    for x in A:
        if x in B2: B2.remove(x); n += 1
    return 2.0 * n / (len(A) + len(B))

def simname(fa, fb):
    if fa & fb: return 1.0
    return max((dice(a, b) for a in fa for b in fb), default=0.0)

UNIT = {'个月': '月', '元': 'CNY', '人民币': 'CNY', 'rmb': 'CNY', '人民币元': 'CNY', '％': '%', 'percent': '%', '个百分点': 'pp',
        '百分点': 'pp', '美元': 'USD', 'm2': '平方米', '㎡': '平方米', '名': '位', '平方': '平方米', 's': '秒', 'd': '天', '日': '天',
        '岁': '年', '个': '个', '家次': '家次', '款': '个', '户': '户', '人次': '人次', '名次': '位', '周年': '年', '一位': '位'}
def unit(u):
    u = (u or '').strip()
    k = UNIT.get(u, UNIT.get(u.lower(), u))
    return k.upper() if k.isascii() else k

def period_ok(g, p, strict=True):
    if g == p: return True
    if not g: return not p or p.startswith('/')               # text gives none: none or "up to now"
    if not p: return g.startswith('/') or not strict
    if g.startswith('/') and p.startswith('/'): return g[1:5] == p[1:5]
    if g.startswith('/'): return p[:4] == g[1:5] and len(p) <= 7
    cut = lambda s: s.split('/')[0] if s.endswith('/') else s
    if g.endswith('/'): return p.startswith(cut(g)) and (p.endswith('/') or '/' in p or p == cut(g))
    eq = {'Q1': ('01', '03'), 'Q2': ('04', '06'), 'Q3': ('07', '09'), 'Q4': ('10', '12'), 'H1': ('01', '06'), 'H2': ('07', '12')}
    def exp(s):
        if len(s) == 6 and s[4:] in eq: return '%s-%s/%s-%s' % (s[:4], eq[s[4:]][0], s[:4], eq[s[4:]][1])
        return s
    return exp(g) == exp(p)

def fnum(v):
    if isinstance(v, bool): return None
    if isinstance(v, (int, float)): return float(v)
    try: return float(str(v).replace(',', ''))
    except ValueError: return None

def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))

# ------------------------------------------------------------------ input
def load_export(path):
    nodes, rels = {}, []
    fh = sys.stdin if path == '-' else open(path, encoding='utf-8')
    for ln, line in enumerate(fh, 1):
        line = line.strip()
        if not line: continue
        try: o = json.loads(line)
        except ValueError as e:
            sys.exit('score: %s line %d is not JSON: %s' % (path, ln, e))
        if o.get('kind') == 'node': nodes[o['id']] = o
        elif o.get('kind') == 'rel': rels.append(o)
    return nodes, rels

def labels_of(n):
    return [ZH_LABEL.get(l, l) for l in n.get('labels', [])]

def main_labels(n):
    l = [x for x in labels_of(n) if x not in SUPER]
    return l or labels_of(n)

class Doc:
    def __init__(self, raw):
        self.raw = raw
        self.flat = squeeze(raw.decode('utf-8', 'replace'))

def doc_ids(gold, nodes):
    want = gold['doc']['id']; path = gold['doc']['path']
    keys = {want, path, os.path.basename(path), os.path.splitext(os.path.basename(path))[0]}
    ids = set(keys)
    for i, n in nodes.items():
        if 'Document' in labels_of(n):
            p = n.get('properties', {})
            for v in (i, p.get('name'), p.get('path'), p.get('id')):
                v = str(v or '')
                if v in keys or os.path.basename(v) in keys or os.path.splitext(os.path.basename(v))[0] in keys:
                    ids.add(i); ids.add(str(p.get('name')))
    return ids

def restrict(gold, nodes, rels):
    """keep what belongs to the gold's document"""
    docnodes = [i for i, n in nodes.items() if 'Document' in labels_of(n)]
    ids = doc_ids(gold, nodes)
    rdocs = set(str(r.get('properties', {}).get('doc')) for r in rels if r.get('properties', {}).get('doc'))
    if len(docnodes) <= 1 and len(rdocs) <= 1:
        return nodes, rels
    keep_r = []
    for r in rels:
        d = r.get('properties', {}).get('doc')
        dl = [str(x) for x in d] if isinstance(d, list) else [str(d)]
        if any(x in ids for x in dl) or r.get('end') in ids:
            keep_r.append(r)
    live = set()
    for r in keep_r: live.add(r['start']); live.add(r['end'])
    return {i: n for i, n in nodes.items() if i in live}, keep_r

# ------------------------------------------------------------------ scoring
class PRF:
    def __init__(self): self.tp = self.fp = self.fn = 0
    def add(self, o): self.tp += o.tp; self.fp += o.fp; self.fn += o.fn
    @property
    def p(self): return self.tp / (self.tp + self.fp) if self.tp + self.fp else (1.0 if not self.fn else 0.0)
    @property
    def r(self): return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0
    @property
    def f(self): return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0
    def d(self): return {'tp': self.tp, 'fp': self.fp, 'fn': self.fn, 'p': round(self.p, 4), 'r': round(self.r, 4), 'f1': round(self.f, 4)}

def spans_of(o):
    if o.get('spans'):
        try: return [(int(a), int(b)) for a, b in (json.loads(o['spans']) if isinstance(o['spans'], str) else o['spans'])]
        except (ValueError, TypeError): pass
    b, e = o.get('begin'), o.get('end')
    return [(int(b), int(e))] if fnum(b) is not None and fnum(e) is not None else []

def overlap(a, b):
    return any(x < d and c < y for x, y in a for c, d in b)

def score_doc(gold, nodes, rels, docraw):
    R = {'entities': defaultdict(PRF), 'relations': defaultdict(PRF), 'metrics': defaultdict(PRF), 'errors': [], 'props': defaultdict(lambda: [0, 0]),
         'evidence': defaultdict(lambda: [0, 0])}
    err = R['errors'].append
    doc = Doc(docraw)
    nodes, rels = restrict(gold, nodes, rels)
    G = {e['id']: e for e in gold['entities']}
    for e in G.values(): e['_f'] = forms(e['name'], e['aliases'], e['label'])
    P = {}
    for i, n in nodes.items():
        lab = main_labels(n)
        pr = n.get('properties', {})
        if not lab: lab = ['?']
        al = pr.get('aliases') or []
        if isinstance(al, str): al = [al]
        P[i] = {'id': i, 'labels': lab, 'name': str(pr.get('name', '')), 'pr': pr, '_f': forms(pr.get('name', ''), al, lab[0])}
    docnode = doc_ids(gold, nodes)
    for i, n in nodes.items():
        if 'Document' in labels_of(n): docnode.add(i)

    # --- entities but Support / Metric / Document
    def okay(g, p):
        return any(l == g['label'] or l in g.get('label_alt', ()) for l in p['labels'])
    align, taken, splits, mislabel = {}, {}, [], []
    plain = [p for p in P.values() if p['labels'][0] not in ('Support', 'Metric', 'Document')]
    cand = []
    for g in G.values():
        gn = norm(g['name'])
        pool = plain
        if g['label'] == 'Support':          # named after a product or policy (车谷贷): other labels by name only
            if not g.get('label_alt'): continue
            pool = [p for p in plain if okay(g, p)]
        elif 'Support' in g.get('label_alt', ()):
            pool = plain + [p for p in P.values() if p['labels'][0] == 'Support']
        for p in pool:
            lab = okay(g, p)
            common = g['_f'] & p['_f']
            if common:
                s = 2.0 + 0.5 * (gn == norm(p['name'])) + 0.1 * len(common) + 0.01 * max(len(c) for c in common)
            elif lab and g['label'] in FUZZY:
                s = max((max(dice(a, b), 0.8 if (min(len(a), len(b)) >= 4 and (a in b or b in a) and
                         min(len(a), len(b)) / max(len(a), len(b)) >= 0.6) else 0) for a in g['_f'] for b in p['_f']), default=0)
                if s < 0.75: continue
            else: continue
            cand.append((lab, not g.get('optional', False), s, g['id'], p['id']))
    # best agreement first; right label before wrong label
    cand.sort(key=lambda c: (-c[0], -c[2], -c[1], c[3], str(c[4])))
    for lab, _, s, gi, pi in cand:
        if not lab or pi in align: continue
        if gi in taken: 
            if s >= 2: align[pi] = gi; splits.append(pi)
            continue
        align[pi] = gi; taken[gi] = pi
    for lab, _, s, gi, pi in cand:
        if lab or pi in align: continue
        if gi not in taken and s >= 2:
            mislabel.append((gi, pi)); align[pi] = gi      # relations may still be judged
    wrong = {pi for _, pi in mislabel}

    # --- Supports: same kind, and same receiving firm or (no firm in gold) same words/evidence
    relP = []
    for r in rels:
        t = str(r.get('type', ''))
        relP.append((t, r['start'], r['end'], r.get('properties', {}) or {}))
    def sup_info_g(sid):
        firms, sp, ctx = set(), [], set()
        for r in gold['relations']:
            if r['type'] == 'RECEIVED' and r['tail'] == sid: firms.add(r['head'])
            if sid in (r['head'], r['tail']): sp += spans_of(r)
            if r['head'] == sid: ctx.add(r['tail'])
        return firms, sp, ctx
    def sup_info_p(pid):
        firms, sp, ctx = set(), [], set()
        for t, h, tl, pr in relP:
            if t == 'RECEIVED' and tl == pid: firms.add(align.get(h, '?'))
            if pid in (h, tl): sp += spans_of(pr)
            if h == pid: ctx.add(align.get(tl, '?'))
        return firms, sp, ctx
    gs = [(g,) + sup_info_g(g['id']) for g in G.values() if g['label'] == 'Support']
    ps = [(p,) + sup_info_p(p['id']) for p in P.values() if p['labels'][0] == 'Support']
    cs = []
    for g, gf, gsp, gc in gs:
        for p, pf, psp, pc in ps:
            if str(p['pr'].get('kind', p['pr'].get('类别', ''))) != g['properties'].get('kind'): continue
            ns = simname(g['_f'], p['_f']); ov = overlap(gsp, psp)
            if gf:
                if not gf & pf: continue
                if not (ov or ns >= 0.5): continue
            else:
                if pf: continue
                if not ((ov and (gc & pc or ns >= 0.3)) or ns >= 0.6): continue
            s = 2 * len(gf & pf) + 2 * ns + (1 if ov else 0) + 0.5 * len(gc & pc)
            cs.append((s, not g.get('optional', False), g['id'], p['id']))
    cs.sort(key=lambda c: (-c[0], -c[1], c[2], str(c[3])))
    for s, _, gi, pi in cs:
        if pi in align: continue
        if gi in taken and P[taken[gi]]['labels'][0] != 'Support': continue
        if gi in taken: align[pi] = gi; splits.append(pi); continue
        align[pi] = gi; taken[gi] = pi

    E = R['entities']
    for g in G.values():
        if g.get('optional'): continue
        if g['id'] in taken: E[g['label']].tp += 1
        else:
            E[g['label']].fn += 1
            err('entity missed    %-9s %s' % (g['label'], g['name']) + ''.join(' (found as %s)' % P[pi]['labels'][0] for gi, pi in mislabel if gi == g['id']))
    for p in P.values():
        if p['labels'][0] in ('Metric', 'Document'): continue
        if p['id'] in align and p['id'] not in wrong and p['id'] not in splits: continue
        if p['id'] in align and G[align[p['id']]].get('optional'): continue
        if p['id'] not in align and p['pr'].get('derived') and p['labels'][0] in PLACES: continue
        lab = p['labels'][0]
        E[lab].fp += 1
        err('entity not gold  %-9s %s%s' % (lab, p['name'], ' (second node of %s)' % G[align[p['id']]]['name'] if p['id'] in splits else ''))
    for gi, pi in taken.items():
        g, p = G[gi], P[pi]
        if g.get('optional') or g['label'] == 'Support': continue
        a = R['props']['canonical name']; a[1] += 1; a[0] += norm(g['name']) == norm(p['name'])
        if 'kind' in g['properties']:
            a = R['props']['entity kind']; a[1] += 1; a[0] += g['properties']['kind'] == str(p['pr'].get('kind', ''))

    men = defaultdict(list)
    for t, h, tl, pr in relP:
        if t == 'MENTIONED_IN' and h in align: men[align[h]] += spans_of(pr)
    for g in G.values():
        if g.get('optional') or g['label'] == 'Support': continue
        for m in g['mentions']:
            a = R['props']['mentions found']; a[1] += 1; a[0] += overlap([(m['begin'], m['end'])], men[g['id']])

    # --- relations
    gkeys = {}                                # every acceptable key -> index of the gold relation
    GR = gold['relations']
    for k, r in enumerate(GR):
        if r['type'] == 'MENTIONED_IN' and r['properties'].get('role') not in ROLES: continue
        for h in [r['head']] + r.get('head_alt', []):
            for t in [r['tail']] + r.get('tail_alt', []):
                gkeys.setdefault((r['type'], h, t), k)
    succ = {t: defaultdict(set) for t in CLOSED}
    for r in GR:
        if r['type'] in CLOSED: succ[r['type']][r['head']].add(r['tail'])
    for h, ts in list(succ['PART_OF'].items()): succ['IN_INDUSTRY'][h] |= ts
    def reach(t, h, x):
        seen, st = set(), [h]
        while st:
            c = st.pop()
            for n in succ[t].get(c, ()):
                if n == x: return True
                if n not in seen: seen.add(n); st.append(n)
        return False
    hit, seenp = {}, set()
    RL = R['relations']
    def nm(i): return P[i]['name'] if i in P else str(i)
    for t, h, tl, pr in relP:
        if t == 'HAS_METRIC': continue
        if t == 'MENTIONED_IN':
            if pr.get('role') not in ROLES: continue
            ah, at = align.get(h), 'DOC'
        else: ah, at = align.get(h), align.get(tl)
        key = (t, ah or 'P' + str(h), at or 'P' + str(tl))
        if key in seenp: continue
        seenp.add(key)
        # evidence is judged for every edge that claims a fact
        ev = str(pr.get('evidence', ''))
        B = R['evidence']
        pcs = [squeeze(x) for x in ev.split('‖') if squeeze(x)]
        # the words must be the document's, and no more than shows the relation: two sentences, 200 characters in all
        short = len(''.join(pcs)) <= 200 and len(re.findall('[。！？]', ''.join(pcs)[:-2])) <= 2
        good = bool(pcs) and short and all(x in doc.flat for x in pcs)
        B['text is in the document'][1] += 1; B['text is in the document'][0] += good
        sp = spans_of(pr)
        ok = False
        if good and sp:
            cut = [squeeze(doc.raw[a:b].decode('utf-8', 'ignore')) for a, b in sp]
            ok = cut[0] == pcs[0] or ''.join(cut) == ''.join(pcs)
        B['begin/end cut out that text'][1] += 1; B['begin/end cut out that text'][0] += ok
        evn = norm(ev.replace('‖', ''))
        for side, i in (('head', h), ('tail', tl)):
            if i not in P or P[i]['labels'][0] in ('Support', 'Metric', 'Document') or pr.get('derived') == 'gazetteer': continue
            b = B['evidence names the ' + side]; b[1] += 1
            b[0] += any(f in evn for f in P[i]['_f']) or (bool(pr.get('derived')) and bool(ANAPHOR.search(ev)))
        k = gkeys.get(key)
        if k is not None:
            if k not in hit: hit[k] = pr
            continue
        if t in CLOSED and ah and at and reach(t, ah, at): continue
        if pr.get('derived') == 'gazetteer' and t == 'LOCATED_IN' and h in P and tl in P and P[h]['labels'][0] in PLACES: continue
        RL[t].fp += 1
        err('relation not gold  %s -%s-> %s' % (nm(h), t, nm(tl)))
    for k, r in enumerate(GR):
        if r['type'] == 'MENTIONED_IN' and r['properties'].get('role') not in ROLES: continue
        if r.get('optional'): continue
        gname = lambda i: G[i]['name'] if i in G else 'DOC'
        if k in hit:
            RL[r['type']].tp += 1
            pr = hit[k]
            a = R['props']['relation status']; a[1] += 1
            a[0] += (r['properties'].get('status', 'actual') == str(pr.get('status', 'actual') or 'actual'))
            for f in ('role', 'title'):
                if f in r['properties']:
                    a = R['props']['relation ' + f]; a[1] += 1; a[0] += norm(r['properties'][f]) == norm(pr.get(f, ''))
            sp = spans_of(pr)
            a = R['evidence']['overlaps the gold evidence']; a[1] += 1; a[0] += overlap(sp, spans_of(r))
        else:
            RL[r['type']].fn += 1
            err('relation missed    %s -%s-> %s   [%s]' % (gname(r['head']), r['type'], gname(r['tail']), r['evidence'][:60]))

    # --- metrics
    subj = {}
    for t, h, tl, pr in relP:
        if t == 'HAS_METRIC': subj.setdefault(tl, []).append((h, pr))
    pm = []
    for p in P.values():
        if p['labels'][0] != 'Metric': continue
        pr = p['pr']
        pm.append((p['id'], {align.get(h) for h, _ in subj.get(p['id'], [])}, pr, [s for _, q in subj.get(p['id'], []) for s in spans_of(q)]))
    def ind_sim(m, pr):
        a = {norm(x) for x in [m['indicator']] + m.get('indicator_alt', [])}
        b = norm(pr.get('indicator', ''))
        if not b: return 0.0
        best = 0.0
        for x in a:
            d = dice(x, b)
            if len(b) >= 2 and len(x) >= 2 and (x in b or b in x): d = max(d, 0.6)
            best = max(best, d)
        return best
    cm = []
    for gi, m in enumerate(gold['metrics']):
        okS = {m['subject']} | set(m.get('subject_alt', []))
        for pi, ss, pr, sp in pm:
            v = fnum(pr.get('value'))
            if v is None or not close(abs(v), abs(m['value'])): continue
            if unit(pr.get('unit')) != unit(m['unit']): continue
            if 'value_max' in m and not close(fnum(pr.get('value_max')), float(m['value_max'])): continue
            sub = bool(ss & okS); ind = ind_sim(m, pr); per = period_ok(m.get('period'), pr.get('period'))
            ov = overlap(sp, spans_of(m))
            # the same bare number elsewhere in the text is not the same fact
            if not (ov or (sub and ind >= 0.5)): continue
            strict = sub and ind >= 0.5 and per
            cm.append((strict, sub + ind + per + 0.5 * ov, gi, pi, sub, ind >= 0.5, per))
    cm.sort(key=lambda c: (-c[0], -c[1], c[2], str(c[3])))
    gt, pt = {}, {}
    for st, s, gi, pi, a, b, c in cm:
        if gi in gt or pi in pt: continue
        gt[gi] = (pi, st, a, b, c); pt[pi] = gi
    byid = {x[0]: x for x in pm}
    M = R['metrics']
    for gi, m in enumerate(gold['metrics']):
        opt = m.get('optional')
        got = gt.get(gi)
        if got and not opt:
            M['value'].tp += 1
            pr = byid[got[0]][2]
            for nme, val in (('subject', got[2]), ('indicator', got[3]), ('period', got[4]), ('cmp', str(pr.get('cmp', 'eq')) == m['cmp']),
                             ('measure', str(pr.get('measure', '')) == m['measure']), ('sign', (fnum(pr.get('value')) < 0) == (m['value'] < 0))):
                a = R['props']['metric ' + nme]; a[1] += 1; a[0] += bool(val)
            if got[1]: M['strict'].tp += 1
            else:
                M['strict'].fn += 1; M['strict'].fp += 1
                err('metric inexact     %s %s %s: wrong %s (has %s, period %s)' % (m['indicator'], m['value'], m['unit'],
                    ', '.join(n for n, v in zip(('subject', 'indicator', 'period'), got[2:]) if not v), pr.get('indicator'), pr.get('period')))
        elif not got and not opt:
            M['value'].fn += 1; M['strict'].fn += 1
            err('metric missed      %s · %s · %s %s' % (G[m['subject']]['name'], m['indicator'], m['value'], m['unit']))
    for pi, ss, pr, sp in pm:
        if pi not in pt:
            M['value'].fp += 1; M['strict'].fp += 1
            err('metric not gold    %s %s %s' % (pr.get('indicator'), pr.get('value'), pr.get('unit')))

    # --- traps
    R['traps'] = [0, len(gold.get('traps', []))]
    for tr in gold.get('traps', []):
        sp = [(tr['begin'], tr['end'])]
        for t, h, tl, pr in relP:
            if t == tr['type'] and align.get(h) == tr['head'] and overlap(spans_of(pr), sp):
                kk = gkeys.get((t, align.get(h), align.get(tl)))
                if kk is None:
                    R['traps'][0] += 1; err('trap               %s: %s' % (tr['type'], tr['note'])); break
    return R

def total(d):
    t = PRF()
    for v in d.values(): t.add(v)
    return t

# ------------------------------------------------------------------ gold -> export
def to_jsonl(gold):
    out = []
    d = gold['doc']
    out.append({'kind': 'node', 'id': d['id'], 'labels': ['Document'], 'properties': {'name': d['id'], 'path': d['path'], 'title': d.get('title', ''), 'date': d.get('date', '')}})
    for e in gold['entities']:
        sup = ['Place'] if e['label'] in PLACES else ['Organization'] if e['label'] in ('Firm', 'Agency') else []
        pr = {'name': e['name'], 'aliases': e['aliases']}; pr.update(e['properties'])
        out.append({'kind': 'node', 'id': e['id'], 'labels': [e['label']] + sup, 'properties': pr})
        for k, m in enumerate(e['mentions']):
            out.append({'kind': 'rel', 'id': '%s.m%d' % (e['id'], k), 'type': 'MENTIONED_IN', 'start': e['id'], 'end': d['id'],
                        'properties': {'role': 'mention', 'text': m['text'], 'begin': m['begin'], 'end': m['end'], 'doc': d['id'], 'evidence': m['text']}})
    for r in gold['relations']:
        pr = dict(r['properties']); pr.update(evidence=r['evidence'], begin=r['begin'], end=r['end'], doc=d['id'])
        if 'spans' in r: pr['spans'] = r['spans']
        out.append({'kind': 'rel', 'id': r['id'], 'type': r['type'], 'start': r['head'], 'end': d['id'] if r['tail'] == 'DOC' else r['tail'], 'properties': pr})
    for m in gold['metrics']:
        pr = {k: m[k] for k in ('indicator', 'measure', 'value', 'value_max', 'unit', 'cmp', 'period', 'stage', 'scope') if k in m}
        subj = next(e['name'] for e in gold['entities'] if e['id'] == m['subject'])
        pr['name'] = '·'.join([subj, m['indicator'], m['measure'], m.get('period', '')])
        out.append({'kind': 'node', 'id': m['id'], 'labels': ['Metric'], 'properties': pr})
        pr = {'evidence': m['evidence'], 'begin': m['begin'], 'end': m['end'], 'doc': d['id']}
        if 'spans' in m: pr['spans'] = m['spans']
        out.append({'kind': 'rel', 'id': 'h' + m['id'], 'type': 'HAS_METRIC', 'start': m['subject'], 'end': m['id'], 'properties': pr})
    return out

def as_graph(lines):
    return {o['id']: o for o in lines if o['kind'] == 'node'}, [o for o in lines if o['kind'] == 'rel']

def self_test(golds, root):
    bad = 0
    def check(what, cond):
        nonlocal bad
        print('%-4s %s' % ('ok' if cond else 'FAIL', what)); bad += not cond
    for path in golds:
        gold = json.load(open(path, encoding='utf-8'))
        raw = open(os.path.join(root, gold['doc']['path']), 'rb').read()
        base = to_jsonl(gold)
        def run(lines):
            g = copy.deepcopy(gold)
            n, r = as_graph(copy.deepcopy(lines))
            R = score_doc(g, n, r, raw)
            return total(R['entities']), total(R['relations']), R['metrics']['strict'], R
        print('== ' + os.path.basename(path))
        e, r, m, R = run(base)
        ev = R['evidence']
        check('gold against itself: entity %.3f relation %.3f metric %.3f' % (e.f, r.f, m.f), e.f == r.f == m.f == 1.0)
        for k in ('text is in the document', 'begin/end cut out that text'):
            check('evidence: %s %d/%d' % (k, ev[k][0], ev[k][1]), ev[k][0] == ev[k][1])
        check('no trap is hit by the gold', R['traps'][0] == 0)
        for k in ('evidence names the head', 'evidence names the tail'):
            if ev[k][1]: print('     info %s %d/%d' % (k, ev[k][0], ev[k][1]))
        req = [x for x in gold['entities'] if not x.get('optional')]
        firms = [x['id'] for x in req if x['label'] == 'Firm']
        other = [x['id'] for x in req if x['label'] not in ('Support', 'Firm')]
        victim = next(iter(firms + other), None)
        rel0 = next((x for x in gold['relations'] if not x.get('optional')), None)
        met0 = next((x for x in gold['metrics'] if not x.get('optional')), None)
        for what, x in (('entity', victim), ('relation', rel0), ('metric', met0)):
            if x is None: print('     skip the tests that damage a required %s: the gold has none' % what)
        # 1 an entity and its edges are lost
        if victim:
            ls = [o for o in base if o['id'] != victim and o.get('start') != victim and o.get('end') != victim]
            e1, r1, m1, _ = run(ls)
            check('one firm lost: entity recall %.3f, precision %.3f' % (e1.r, e1.p), e1.r < 1 and r1.r <= 1)
        # 2 invented entity, invented edge
        ls = base + [{'kind': 'node', 'id': 'x1', 'labels': ['Firm'], 'properties': {'name': '杜撰公司', 'aliases': []}}]
        edge = rel0 or next(iter(gold['relations']), None)       # any true edge serves as the pattern of a false one
        if edge:
            ls.append({'kind': 'rel', 'id': 'x2', 'type': edge['type'], 'start': 'x1', 'end': edge['tail'], 'properties': {'evidence': edge['evidence'], 'begin': edge['begin'], 'end': edge['end'], 'doc': gold['doc']['id']}})
        e2, r2, m2, _ = run(ls)
        check('one invented firm and edge: precision %.3f / %.3f, recall stays' % (e2.p, r2.p), e2.p < 1 and (r2.p < 1 or not edge) and e2.r == 1 and r2.r == 1)
        # 3 wrong direction
        if rel0:
            ls = copy.deepcopy(base); k = 0
            for o in ls:
                if o['kind'] == 'rel' and o['id'] == rel0['id']: o['start'], o['end'] = o['end'], o['start']; k += 1
            _, r3, _, _ = run(ls)
            check('one edge turned round: relation F1 %.3f' % r3.f, r3.p < 1 and r3.r < 1)
        # 4 wrong label
        if victim:
            ls = copy.deepcopy(base)
            for o in ls:
                if o['id'] == victim: o['labels'] = ['Person']
            e4, r4, _, _ = run(ls)
            check('one wrong label: entity %.3f, relations still judged %.3f' % (e4.f, r4.f), e4.f < 1 and r4.f == 1)
        # 5 a number off by a scale
        if met0:
            ls = copy.deepcopy(base)
            for o in ls:
                if o['id'] == met0['id']: o['properties']['value'] = o['properties']['value'] * 10 + 3
            _, _, m5, _ = run(ls)
            check('one number wrong: metric F1 %.3f' % m5.f, m5.f < 1)
            ls = copy.deepcopy(base)
            per = [x for x in gold['metrics'] if x.get('period', '')[:1].isdigit() and not x.get('optional')]
            if per:
                for o in ls:
                    if o['id'] == per[0]['id']: o['properties']['period'] = '1999'
                _, _, m6, R6 = run(ls)
                check('one period wrong: strict %.3f, value alone %.3f' % (m6.f, R6['metrics']['value'].f), m6.f < 1 and R6['metrics']['value'].f == 1)
        # 6 evidence made up, offsets shifted
        if edge:
            ls = copy.deepcopy(base)
            for o in ls:
                if o['kind'] == 'rel' and o['id'] == edge['id']: o['properties']['evidence'] = '这句话并不在文中'; o['properties']['begin'] += 3
            _, r7, _, R7 = run(ls)
            a = R7['evidence']['text is in the document']
            check('made-up evidence seen: %d/%d' % (a[0], a[1]), a[0] == a[1] - 1)
        # 7 alias instead of the canonical name, English label order, renamed ids: no loss
        ls = copy.deepcopy(base)
        ren = {o['id']: 'n' + str(i) for i, o in enumerate(ls) if o['kind'] == 'node' and o['labels'] != ['Document']}
        for o in ls:
            if o['kind'] == 'node':
                o['id'] = ren.get(o['id'], o['id']); o['labels'] = o['labels'][::-1]
                al = o['properties'].get('aliases')
                if al and o['labels'][-1] == 'Firm': o['properties']['name'], o['properties']['aliases'] = al[0], [o['properties']['name']] + al[1:]
            else: o['start'] = ren.get(o['start'], o['start']); o['end'] = ren.get(o['end'], o['end'])
        e8, r8, m8, _ = run(ls)
        check('other ids, alias as name: %.3f %.3f %.3f' % (e8.f, r8.f, m8.f), e8.f == r8.f == m8.f == 1.0)
        # 8 a firm split in two nodes
        ls = copy.deepcopy(base)
        two = [o for o in ls if o['kind'] == 'node' and o['labels'][0] == 'Firm' and o['properties'].get('aliases') and not G_opt(gold, o['id'])]
        if two:
            o = two[0]; al = o['properties']['aliases']; o['properties']['aliases'] = []
            ls.append({'kind': 'node', 'id': 'split', 'labels': ['Firm'], 'properties': {'name': al[0], 'aliases': []}})
            e9, _, _, _ = run(ls)
            check('one firm split in two nodes: entity precision %.3f' % e9.p, e9.p < 1)
        # 9 traps
        for tr in gold.get('traps', []):
            ls = base + [{'kind': 'node', 'id': 'tx', 'labels': ['Award'], 'properties': {'name': '某某陷阱', 'aliases': []}},
                         {'kind': 'rel', 'id': 'ty', 'type': tr['type'], 'start': tr['head'], 'end': 'tx', 'properties': {'evidence': tr['evidence'], 'begin': tr['begin'], 'end': tr['end'], 'doc': gold['doc']['id']}}]
            _, _, _, R9 = run(ls)
            check('trap is seen: ' + tr['note'][:40], R9['traps'][0] == 1)
        # 10 random damage lowers all three
        rnd = random.Random(7)
        ls = [o for o in copy.deepcopy(base) if rnd.random() > 0.3 or o.get('labels') == ['Document']]
        ids = {o['id'] for o in ls if o['kind'] == 'node'}
        ls = [o for o in ls if o['kind'] == 'node' or (o['start'] in ids and o['end'] in ids)]
        e10, r10, m10, _ = run(ls)
        check('30%% of all lines dropped: %.3f %.3f %.3f' % (e10.f, r10.f, m10.f), (e10.f < .95 or not victim) and (r10.f + m10.f < 1.9 or not (rel0 and met0)))
    print('self-test: %s' % ('all passed' if not bad else '%d FAILED' % bad))
    return 1 if bad else 0

def G_opt(gold, i):
    return any(e['id'] == i and e.get('optional') for e in gold['entities'])

# ------------------------------------------------------------------ output
def show(title, tab, order=None):
    print('%-22s %5s %5s %5s   %6s %6s %6s' % (title, 'hit', 'extra', 'miss', 'P', 'R', 'F1'))
    for k in sorted(tab):
        v = tab[k]
        print('  %-20s %5d %5d %5d   %6.3f %6.3f %6.3f' % (k, v.tp, v.fp, v.fn, v.p, v.r, v.f))

def main():
    av = sys.argv[1:]
    opt = {'--docs': os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'), '--json': None, '--min-entity-f1': None, '--min-relation-f1': None,
           '--min-metric-f1': None, '--min-evidence': None, '--min-overlap': None}
    pos, errs, quiet, st, tj = [], 0, False, False, False
    i = 0
    while i < len(av):
        a = av[i]
        if a in opt:
            if i + 1 >= len(av): sys.exit('score: %s needs a value' % a)
            opt[a] = av[i + 1]; i += 1
        elif a == '--errors':
            errs = 40
            if i + 1 < len(av) and av[i + 1].isdigit(): errs = int(av[i + 1]); i += 1
        elif a == '--quiet': quiet = True
        elif a == '--self-test': st = True
        elif a == '--to-jsonl': tj = True
        elif a in ('-h', '--help'): print(__doc__); return 0
        elif a.startswith('--'): sys.exit('score: unknown option ' + a)
        else: pos.append(a)
        i += 1
    if st: return self_test(pos, opt['--docs'])
    if tj:
        for o in to_jsonl(json.load(open(pos[0], encoding='utf-8'))): print(json.dumps(o, ensure_ascii=False))
        return 0
    if len(pos) < 2: sys.exit(__doc__)
    nodes, rels = load_export(pos[0])
    ENT, REL, MET = defaultdict(PRF), defaultdict(PRF), defaultdict(PRF)
    PR, EV, TR = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0]), [0, 0]
    out = {'documents': {}}
    for path in pos[1:]:
        gold = json.load(open(path, encoding='utf-8'))
        dp = os.path.join(opt['--docs'], gold['doc']['path'])
        if not os.path.exists(dp): sys.exit('score: document %s not found under %s (use --docs)' % (gold['doc']['path'], opt['--docs']))
        R = score_doc(gold, nodes, rels, open(dp, 'rb').read())
        e, r, m = total(R['entities']), total(R['relations']), R['metrics']['strict']
        out['documents'][gold['doc']['id']] = {'entity': e.d(), 'relation': r.d(), 'metric': m.d(), 'traps': R['traps']}
        if not quiet:
            print('%-28s entity F1 %.3f (P %.3f R %.3f)  relation F1 %.3f (P %.3f R %.3f)  metric F1 %.3f  traps %d/%d' % (
                gold['doc']['id'][:28], e.f, e.p, e.r, r.f, r.p, r.r, m.f, R['traps'][0], R['traps'][1]))
            for x in R['errors'][:errs]: print('    ' + x)
        for src, dst in ((R['entities'], ENT), (R['relations'], REL), (R['metrics'], MET)):
            for k, v in src.items(): dst[k].add(v)
        for src, dst in ((R['props'], PR), (R['evidence'], EV)):
            for k, v in src.items(): dst[k][0] += v[0]; dst[k][1] += v[1]
        TR[0] += R['traps'][0]; TR[1] += R['traps'][1]
    e, r, m = total(ENT), total(REL), MET['strict']
    if not quiet:
        print(); show('Entities', ENT); print(); show('Relations', REL); print(); show('Metrics', MET)
        print('\nProperties of what was found')
        for k in sorted(PR): print('  %-32s %4d/%-4d %.3f' % (k, PR[k][0], PR[k][1], PR[k][0] / PR[k][1]))
        print('Evidence of all exported relations')
        for k in sorted(EV): print('  %-32s %4d/%-4d %.3f' % (k, EV[k][0], EV[k][1], EV[k][0] / EV[k][1]))
        print()
    a = EV.get('text is in the document', [0, 0]); evs = a[0] / a[1] if a[1] else 0.0
    o = EV.get('overlaps the gold evidence', [0, 0]); ovl = o[0] / o[1] if o[1] else 1.0
    print('TOTAL  entity F1 %.3f  relation F1 %.3f  metric F1 %.3f  evidence in document %.3f  on the right words %.3f  traps hit %d/%d' % (e.f, r.f, m.f, evs, ovl, TR[0], TR[1]))
    out.update(entity=e.d(), relation=r.d(), metric=m.d(), metric_value=MET['value'].d(), evidence={k: v for k, v in EV.items()},
               properties={k: v for k, v in PR.items()}, traps=TR,
               entities_by_label={k: v.d() for k, v in ENT.items()}, relations_by_type={k: v.d() for k, v in REL.items()})
    if opt['--json']:
        with open(opt['--json'], 'w', encoding='utf-8') as fo: json.dump(out, fo, ensure_ascii=False, indent=1)
    rc = 0
    for k, v in (('--min-entity-f1', e.f), ('--min-relation-f1', r.f), ('--min-metric-f1', m.f), ('--min-evidence', evs), ('--min-overlap', ovl)):
        if opt[k] is not None and v < float(opt[k]):
            print('BELOW BAR %s %s: %.4f' % (k[2:], opt[k], v)); rc = 1
    return rc

if __name__ == '__main__':
    sys.exit(main())
