MATCH (f:Firm)
WHERE f.name = '云岭7号科技有限公司'
RETURN f.id, f.founded, f.revenue, f.listed, f.aliases
