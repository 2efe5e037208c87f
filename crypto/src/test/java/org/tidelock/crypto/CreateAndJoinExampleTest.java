package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreateAndJoinExampleTest {
  @Test
  void theExampleOfTheDocumentationWorks() throws Exception {
    assertThat(new CreateAndJoinExample().run(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
  }
}
