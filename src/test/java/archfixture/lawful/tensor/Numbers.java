package archfixture.lawful.tensor;

import ai.djl.ndarray.NDArray;

/** Knows the engine where it may. */
public final class Numbers {
  private Numbers() {}

  /** The import. */
  public static Class<?> array() {
    return NDArray.class;
  }
}
