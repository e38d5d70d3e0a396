package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The share of the peak learning rate that a step takes.
 *
 * @param shape how the rate falls after the warm-up
 * @param warmupSteps how many steps the rate takes to rise from 0, evenly; the first step already
 *     moves
 * @param totalSteps how many steps there are in all
 */
public record Schedule(Shape shape, long warmupSteps, long totalSteps) {
  /** How a rate goes on once it has risen. */
  public enum Shape {
    /** It stays. */
    CONSTANT,
    /** It falls evenly, to 0 after the last step. */
    LINEAR,
    /** It falls as half a wave of the cosine, to 0 after the last step. */
    COSINE,
    /**
     * It stays, and falls evenly to 0 in the last fifth of all steps (Hu et al. 2024, "MiniCPM",
     * section 4): a training in its long middle may still be made longer or shorter.
     */
    TRAPEZOID
  }

  /** The share of all steps in which a trapezoid falls. */
  private static final double FALL = 0.2;

  /** Checks the steps. */
  public Schedule {
    checkArgument(
        warmupSteps >= 0 && warmupSteps <= totalSteps,
        "%s warm-up steps of %s in all",
        warmupSteps,
        totalSteps);
  }

  /** The peak rate at every step. */
  public static Schedule constant() {
    return new Schedule(Shape.CONSTANT, 0, Long.MAX_VALUE);
  }

  /** A schedule whose warm-up takes a share of all steps. */
  public static Schedule of(Shape shape, double warmup, long totalSteps) {
    return new Schedule(shape, Math.round(warmup * totalSteps), totalSteps);
  }

  /** The share of step {@code step}, counted from 0. */
  public double factor(long step) {
    if (step < warmupSteps) {
      return (step + 1.0) / warmupSteps;
    }
    double passed = (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
    return switch (shape) {
      case CONSTANT -> 1;
      case LINEAR -> Math.max(0, 1 - passed);
      case COSINE -> passed >= 1 ? 0 : 0.5 * (1 + Math.cos(Math.PI * passed));
      case TRAPEZOID -> Math.max(0, Math.min(1, (totalSteps - step) / (FALL * totalSteps)));
    };
  }
}
