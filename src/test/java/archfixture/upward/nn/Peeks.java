package archfixture.upward.nn;

import archfixture.upward.plm.Model;

/** Imports a room above its own. */
public final class Peeks {
  private Peeks() {}

  /** The import. */
  public static Class<?> above() {
    return Model.class;
  }
}
