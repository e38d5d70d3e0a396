package archfixture.cycle.prompt;

import archfixture.cycle.task.Egg;

/** Needs the egg. */
public final class Chicken {
  private Chicken() {}

  /** The import. */
  public static Class<?> first() {
    return Egg.class;
  }
}
