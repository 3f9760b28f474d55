export default {
  disableWelcomeMessage: true,
  customScripts: ['../welcome/scripts/lab-hint.js']
};
