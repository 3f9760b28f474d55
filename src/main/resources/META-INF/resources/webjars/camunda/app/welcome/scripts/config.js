export default {
  disableWelcomeMessage: true,
  customScripts: ['scripts/lab-hint.js']
};
