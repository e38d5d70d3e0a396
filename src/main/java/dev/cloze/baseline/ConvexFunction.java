package dev.cloze.baseline;

/** A convex function of many numbers with first and second derivatives. */
interface ConvexFunction {
  /** The value at a point. */
  double value(double[] point);

  /** The derivatives at a point. */
  Derivatives derivatives(double[] point);

  /** What a function looks like around one point. */
  interface Derivatives {
    /** The first derivatives. */
    double[] gradient();

    /** The matrix of second derivatives, times {@code direction}. */
    double[] curvature(double[] direction);
  }
}
