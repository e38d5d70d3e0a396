package archfixture.cycle.task;

import archfixture.cycle.prompt.Chicken;

/** Needs the chicken. */
public final class Egg {
  private Egg() {}

  /** The import. */
  public static Class<?> first() {
    return Chicken.class;
  }
}
