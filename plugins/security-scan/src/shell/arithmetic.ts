/** Integer arithmetic, as far as it is made of constants: what slices and `printf '\\x%x'` are computed with. */
import type { ArithmeticExpression } from 'unbash';

/** The value, or nothing if it cannot be known. */
export function evaluateArithmetic(
  expression: ArithmeticExpression | undefined,
  variable: (name: string) => string | undefined,
  depth = 0,
): number | undefined {
  if (!expression || depth > 32) return undefined;
  const next = (inner: ArithmeticExpression) => evaluateArithmetic(inner, variable, depth + 1);
  switch (expression.type) {
    case 'ArithmeticGroup':
      return next(expression.expression);
    case 'ArithmeticWord':
      return integer(expression.value) ?? named(expression.value, variable);
    case 'ArithmeticUnary': {
      const value = next(expression.operand);
      if (value === undefined) return undefined;
      if (expression.operator === '-') return -value;
      if (expression.operator === '~') return ~value;
      return expression.operator === '+' ? value : undefined;
    }
    case 'ArithmeticBinary': {
      const left = next(expression.left);
      const right = next(expression.right);
      if (left === undefined || right === undefined) return undefined;
      return binary(expression.operator, left, right);
    }
    default:
      return undefined;
  }
}

/** A C integer: decimal, octal, hexadecimal, or `base#digits`. */
export function integer(text: string): number | undefined {
  const clean = text.trim();
  if (/^-?0[xX][0-9a-fA-F]+$/.test(clean)) return Number.parseInt(clean, 16);
  if (/^0[0-7]+$/.test(clean)) return Number.parseInt(clean, 8);
  if (/^-?\d{1,15}$/.test(clean)) return Number(clean);
  const based = /^(\d{1,2})#([0-9A-Za-z]+)$/.exec(clean);
  if (!based) return undefined;
  const base = Number(based[1]);
  const value = base >= 2 && base <= 36 ? Number.parseInt(based[2] as string, base) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

function named(word: string, variable: (name: string) => string | undefined): number | undefined {
  const name = /^\$?\{?([A-Za-z_]\w*)\}?$/.exec(word)?.[1];
  const value = name === undefined ? undefined : variable(name);
  return value === undefined ? undefined : integer(value);
}

function binary(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}
