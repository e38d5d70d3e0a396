package archfixture.words.task;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

/** Knows the tokenizers outside their room. */
public final class KnowsTokenizers {
  private KnowsTokenizers() {}

  /** The import. */
  public static Class<?> tokenizer() {
    return HuggingFaceTokenizer.class;
  }
}
