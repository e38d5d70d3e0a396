package archfixture.engine.nn;

import ai.djl.ndarray.NDArray;

/** Knows the engine outside the tensor room. */
public final class KnowsArrays {
  private KnowsArrays() {}

  /** The import. */
  public static Class<?> array() {
    return NDArray.class;
  }
}
