package dev.cloze.baseline;

/**
 * Finds the minimum of a convex function: Newton's method, whose linear systems conjugate gradients
 * solve only as exactly as the distance from the minimum asks for (Nocedal and Wright 2006,
 * "Numerical Optimization", section 7.1, line search Newton-CG). No matrix is ever made, so that
 * the time grows with the numbers that are not 0.
 *
 * <p>It is here because a baseline should be at its minimum, not near it: the quasi-Newton methods
 * of known libraries keep a dense matrix, or stop at a fixed tolerance that shows in the
 * probabilities.
 */
final class NewtonMethod {
  /** How small the gradient gets, as a share of the first one's length, at least of 1. */
  private static final double TOLERANCE = 1e-9;

  private static final int MOST_STEPS = 200;
  private static final int MOST_SOLVER_STEPS = 1000;

  /** The share of the decrease foretold by the slope that a step has to reach. */
  private static final double SUFFICIENT = 1e-4;

  /** How far rounding may lift a value: no step is refused for that. */
  private static final double ROUNDING = 1e-13;

  private static final double SHORTEST_STEP = 1e-10;

  private NewtonMethod() {}

  /** The point that {@code function} is smallest at, searched from {@code start}. */
  static double[] minimum(ConvexFunction function, double[] start) {
    double[] point = start;
    double first = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      ConvexFunction.Derivatives derivatives = function.derivatives(point);
      double[] gradient = derivatives.gradient();
      double length = Vectors.norm(gradient);
      first = step == 0 ? Math.max(1, length) : first;
      if (length <= TOLERANCE * first) {
        return point;
      }
      double residual = length * Math.min(0.5, Math.sqrt(length / first));
      double[] next = next(function, point, gradient, direction(derivatives, gradient, residual));
      if (next == point) {
        return point; // no decrease is left that the numbers can show
      }
      point = next;
    }
    return point;
  }

  /** Solves curvature · direction = -gradient until the residual is no longer than asked. */
  private static double[] direction(
      ConvexFunction.Derivatives derivatives, double[] gradient, double longest) {
    double[] solution = new double[gradient.length];
    double[] residual = Vectors.moved(solution, -1, gradient);
    double[] search = residual.clone();
    double square = Vectors.dot(residual, residual);
    for (int step = 0; step < MOST_SOLVER_STEPS && Math.sqrt(square) > longest; step++) {
      double[] bent = derivatives.curvature(search);
      double curvature = Vectors.dot(search, bent);
      if (curvature <= 0) {
        break; // flat that way: what was found so far still leads down
      }
      double share = square / curvature;
      Vectors.add(solution, share, search);
      Vectors.add(residual, -share, bent);
      double before = square;
      square = Vectors.dot(residual, residual);
      search = Vectors.moved(residual, square / before, search);
    }
    return solution;
  }

  /** The point along {@code direction} at half, a quarter ... of it where the whole is too far. */
  private static double[] next(
      ConvexFunction function, double[] point, double[] gradient, double[] direction) {
    double value = function.value(point);
    double slope = Vectors.dot(gradient, direction);
    for (double step = 1; step > SHORTEST_STEP; step /= 2) {
      double[] next = Vectors.moved(point, step, direction);
      double most = value + SUFFICIENT * step * slope + ROUNDING * Math.abs(value);
      if (function.value(next) <= most) {
        return next;
      }
    }
    return point;
  }
}
