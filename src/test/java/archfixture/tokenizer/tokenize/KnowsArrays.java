package archfixture.tokenizer.tokenize;

import ai.djl.ndarray.NDArray;

/** May know the tokenizers and not the rest of the engine. */
public final class KnowsArrays {
  private KnowsArrays() {}

  /** The import. */
  public static Class<?> array() {
    return NDArray.class;
  }
}
