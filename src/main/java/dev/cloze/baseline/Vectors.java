package dev.cloze.baseline;

/** Arithmetic on arrays of one length. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Makes {@code to} what it was plus {@code factor} times {@code direction}. */
  static void add(double[] to, double factor, double[] direction) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * direction[i];
    }
  }

  /** A new array: {@code from} plus {@code factor} times {@code direction}. */
  static double[] moved(double[] from, double factor, double[] direction) {
    double[] to = from.clone();
    add(to, factor, direction);
    return to;
  }
}
